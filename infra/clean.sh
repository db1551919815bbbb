#!/bin/bash
# Removes everything that DuckBus made on this machine, and nothing else, however the last run ended: infra/clean.sh [CLUSTER].
# With a cluster, only that one's containers, networks and volumes, and run/ if it is its state.
set -euo pipefail
cd "$(dirname "$0")/.."

duckbus=artifacts/bin/DuckBus/release/duckbus
cluster=${1:-}
host="${DOCKER_HOST:-unix:///var/run/docker.sock}"

# Without the docker command, the engine is asked over HTTP.
engine() {
    local method=$1 path=$2
    case "$host" in
        unix://*) curl -sf -g -X "$method" --unix-socket "${host#unix://}" "http://docker$path" ;;
        *) curl -sf -g -X "$method" "http://${host#*://}$path" ;;
    esac
}

ids() {
    local what=$1 label=$2
    if command -v docker >/dev/null; then
        case "$what" in
            containers) docker ps -aq --no-trunc --filter "label=$label" ;;
            networks) docker network ls -q --no-trunc --filter "label=$label" ;;
            volumes) docker volume ls -q --filter "label=$label" ;;
        esac
    else
        local path="/$what?filters={\"label\":[\"$label\"]}"
        [ "$what" != containers ] || path="/$what/json?all=1&filters={\"label\":[\"$label\"]}"
        if [ "$what" = volumes ]; then
            engine GET "$path" | grep -oE '"Name":"[^"]*"' | cut -d '"' -f 4
        else
            engine GET "$path" | grep -oE '"Id":"[0-9a-f]{64}"' | cut -d '"' -f 4
        fi
    fi
}

remove() {
    local what=$1 id=$2
    if command -v docker >/dev/null; then
        case "$what" in
            containers) docker rm -fv "$id" ;;
            networks) docker network rm "$id" ;;
            volumes) docker volume rm "$id" ;;
        esac >/dev/null
    else
        case "$what" in
            containers) engine DELETE "/containers/$id?force=1&v=1" ;;
            networks) engine DELETE "/networks/$id" ;;
            volumes) engine DELETE "/volumes/$id" ;;
        esac
    fi
}

clean_engine() {
    local what label id count=0 labels=(duckbus.stack duckbus.cluster duckbus.node)
    if [ -n "$cluster" ]; then labels=("duckbus.stack=$cluster" "duckbus.cluster=$cluster"); fi
    # The parts of a stack first: a kubelet that still runs starts again what is taken from it.
    for what in containers networks volumes; do
        for label in "${labels[@]}"; do
            for id in $(ids "$what" "$label" 2>/dev/null || true); do
                if remove "$what" "$id"; then count=$((count + 1)); fi
            done
        done
    done
    echo "Removed $count containers, networks and volumes"
}

if [ -x "$duckbus" ]; then
    "$duckbus" clean ${cluster:+--cluster "$cluster"}
else
    clean_engine
fi
if [ -z "$cluster" ]; then
    rm -rf run artifacts
    echo "Removed run/ and artifacts/"
fi
