#!/bin/bash
# The full stack of docker-compose.yml: infra/stack.sh build | up | down | ps | logs [SERVICE…].
set -euo pipefail
cd "$(dirname "$0")/.."

cluster=${DUCKBUS_CLUSTER:-duckbus}
api=http://localhost:${API_PORT:-8081}
run=${DUCKBUS_RUN:-run}
patience=${DUCKBUS_PATIENCE:-180}

if docker compose version >/dev/null 2>&1; then
    compose() { docker compose "$@"; }
elif command -v docker-compose >/dev/null; then
    compose() { docker-compose "$@"; }
else
    echo "The stack needs Docker with compose: docker compose (v2), or docker-compose 1.29 (sudo apt-get install docker-compose)" >&2
    exit 1
fi
docker info >/dev/null || exit 1

has_image() { docker image inspect "$1" >/dev/null 2>&1; }
is_stand_in() { [ -n "$(docker image inspect --format '{{index .Config.Labels "duckbus.standin"}}' "$1" 2>/dev/null)" ]; }

# "postgres postgres:15", a line each.
services() { compose config | awk '/^[^ ]/ { within = $1 == "services:" } within && /^  [^ ].*:$/ { name = $1; sub(":", "", name) } within && /^    image: / { print name, $2 }'; }

# Where make images had to make a stand-in there is no registry, so what has no image is left out, and it is said.
started() {
    local name image airgapped=no
    while read -r name image; do if is_stand_in "$image"; then airgapped=yes; fi; done <<<"$1"
    while read -r name image; do
        if [ $airgapped = no ] || [[ $image == duckbus/* ]] || has_image "$image"; then
            echo "$name"
        else
            echo "Without $name: $image is not here, and there is no registry" >&2
        fi
    done <<<"$1"
}

# Lets kubectl in; over plain HTTP this machine needs no credentials.
write_kubeconfig() {
    mkdir -p "$run"
    rm -f "$run/kubeconfig"
    cat >"$run/kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: duckbus, cluster: {server: "$api"}}]
users: [{name: duckbus, user: {}}]
contexts: [{name: duckbus, context: {cluster: duckbus, user: duckbus, namespace: default}}]
current-context: duckbus
YAML
}

nodes_ready() { curl -s --max-time 3 "$api/api/v1/nodes" | grep -o '"type":"Ready","status":"True"\|"status":"True","type":"Ready"' | wc -l; }
renewed() { curl -s --max-time 3 "$api/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/$1" | sed -n 's/.*"renewTime":"\([^"]*\)".*/\1/p'; }

# What a part says of itself.
is_ready() {
    local id
    id=$(docker ps -q --filter "label=duckbus.stack=$cluster" --filter "label=com.docker.compose.service=$1")
    [ -n "$id" ] && docker exec "$id" busybox wget -q -O /dev/null "http://127.0.0.1:$2/readyz" >/dev/null 2>&1
}

# Why no pod could be started and reached yet; nothing if one could. What the API tells of a node may be from before this start, so
# a node counts when it has renewed its lease since. The proxy is ready when it has told the gateway where the services are.
missing() {
    local since=$1 node part
    if [ "$(curl -s --max-time 3 "$api/readyz")" != ok ]; then echo "$api/readyz does not say ok" && return; fi
    for node in node-1 node-2 node-3; do
        if [[ ! $(renewed $node) > $since ]]; then echo "$node has not renewed its lease" && return; fi
    done
    if [ "$(nodes_ready)" -lt 3 ]; then echo "$(nodes_ready) of 3 nodes are Ready" && return; fi
    for part in node-1:10250 node-2:10250 node-3:10250 scheduler:9101 controllers:9102 proxy:9103; do
        if ! is_ready "${part%:*}" "${part#*:}"; then echo "${part%:*} is not ready" && return; fi
    done
}

wait_until_ready() {
    local start=$SECONDS since lacking
    since=$(date -u +%Y-%m-%dT%H:%M:%S)
    while lacking=$(missing "$since") && [ -n "$lacking" ]; do
        if [ $((SECONDS - start)) -gt "$patience" ]; then
            echo "Not ready after $patience s: $lacking. See make ps and make logs." >&2
            return 1
        fi
        sleep 0.3
    done
}

has() { grep -qx "$1" <<<"$running"; }

tell() {
    local name=$1 what=$2 where=$3
    if has "$name"; then printf '  %-12s %s\n' "$what" "$where"; fi
}

build() {
    mkdir -p artifacts
    docker build --tag duckbus/duckbus:local . >artifacts/stack-build.log 2>&1 || {
        tail -n 30 artifacts/stack-build.log >&2
        if is_stand_in "$(sed -n 's/^FROM .*\(mcr[^ ]*\) AS build/\1/p' Dockerfile)"; then
            echo "If a package is missing: the stand-in of the SDK has those of the last build, and make images renews it" >&2
        fi
        return 1
    }
    echo "✓ duckbus/duckbus:local"
}

up() {
    local start=$SECONDS all
    all=$(services)
    running=$(started "$all")
    build
    write_kubeconfig

    # Without a collector the dashboard gets the spans itself. It links to Jaeger only where there is one.
    if ! has otel-collector; then export OTLP_ENDPOINT=http://dashboard:8082; fi
    if has jaeger; then export JAEGER_URL=http://localhost:${JAEGER_PORT:-16686}; else export JAEGER_URL=""; fi
    # shellcheck disable=SC2086
    compose up -d --no-build --remove-orphans $running
    wait_until_ready
    printf '\n  The full stack is ready after %s s\n\n' $((SECONDS - start))
    tell apiserver API "$api, and $api/swagger"
    tell apiserver kubectl "export KUBECONFIG=$(cd "$run" && pwd)/kubeconfig"
    tell apiserver "node ports" "${NODE_PORTS:-31180-31189} on localhost"
    tell dashboard Dashboard "http://localhost:${DASHBOARD_PORT:-8082}"
    tell push Imperative "http://localhost:${PUSH_PORT:-8080}/containers"
    tell jaeger Jaeger "http://localhost:${JAEGER_PORT:-16686}"
    tell grafana Grafana "http://localhost:${GRAFANA_PORT:-3000}"
    tell prometheus Prometheus "http://localhost:${PROMETHEUS_PORT:-9090}"
    tell rabbitmq RabbitMQ "http://localhost:${RABBITMQ_UI_PORT:-15672} (guest, guest)"
    tell postgres PostgreSQL "postgres://duckbus:duckbus@localhost:${POSTGRES_PORT:-5432}/duckbus"
    cat <<TEXT

  Try first:
    curl -X POST $api/api/containers -H "Content-Type: application/json" -d '{"name": "nginx"}'
    curl $api/api/containers
    make logs

  make down stops it and keeps what you declared; make clean removes that too.

TEXT
}

# An engine that is busy may hold on to the endpoint of a container that is gone, and then the network cannot go.
let_go() {
    local network endpoint
    for network in $(docker network ls -q --filter "label=duckbus.stack=$cluster"); do
        for endpoint in $(docker network inspect --format '{{range .Containers}}{{.Name}} {{end}}' "$network"); do
            docker network disconnect -f "$network" "$endpoint" || true
        done
    done
}

# The nodes and the proxy first: as long as one runs, it starts again whatever is taken from it.
down() {
    local nodes name attempts=0
    mapfile -t nodes < <(services | sed -nE "s/^(.*node-[0-9]+|proxy) .*/\1/p")
    compose stop -t 10 "${nodes[@]}"
    for name in "$cluster" "$cluster-push"; do
        docker ps -aq --filter "label=duckbus.cluster=$name" | xargs -r docker rm -fv >/dev/null
    done
    until compose down -t 10 --remove-orphans; do
        attempts=$((attempts + 1))
        if [ $attempts -ge 5 ]; then return 1; fi
        let_go
        sleep 1
    done
    for name in "$cluster" "$cluster-push"; do
        docker network ls -q --filter "label=duckbus.cluster=$name" | xargs -r docker network rm >/dev/null
    done
}

case "${1:-}" in
    build) build ;;
    up) up ;;
    down) down ;;
    ps) compose ps ;;
    logs) compose logs -f --tail 100 "${@:2}" ;;
    *) sed -n '2s/^# //p' "$0" >&2; exit 2 ;;
esac
