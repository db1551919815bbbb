# Sourced by test.sh: makes sure that the servers that the tests start are installed.
# shellcheck shell=bash

has() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ]; }
has_postgres() { [ -n "${DUCKBUS_TEST_POSTGRES:-}" ] || has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_rabbitmq() { [ -n "${DUCKBUS_TEST_RABBITMQ:-}" ] || has rabbitmq-server; }
has_docker() { [ -n "${DOCKER_HOST:-}" ] || [ -w /var/run/docker.sock ] || has dockerd; }
has_compose() { has docker-compose || docker compose version >/dev/null 2>&1; }
has_busybox() { [ -x /bin/busybox ] && ! ldd /bin/busybox >/dev/null 2>&1; }

has_chromium() { [ -x /usr/bin/chromium ]; }
has_python_client() { /usr/bin/python3 -c 'import kubernetes' 2>/dev/null; }

missing_packages() {
    has_postgres || echo postgresql
    has_rabbitmq || echo rabbitmq-server
    has_docker || echo docker.io
    has_compose || echo docker-compose
    has_busybox || echo busybox-static
    has_chromium || echo chromium
    has_python_client || echo python3-kubernetes
    has npm || printf "%s\n" nodejs npm
    has promtool || echo prometheus
}

# Debian starts the services of a package as soon as it is installed, unless this file says no.
without_services() {
    local policy=/usr/sbin/policy-rc.d
    if [ -e "$policy" ]; then
        "$@"
    else
        (
            trap 'rm -f "$policy"' EXIT
            printf '#!/bin/sh\nexit 101\n' >"$policy"
            chmod +x "$policy"
            "$@"
        )
    fi
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o DPkg::Lock::Timeout=120 update &&
        apt-get -qq -y -o DPkg::Lock::Timeout=120 install --no-install-recommends "$@"
}

install_missing_servers() {
    local packages log=$1
    mapfile -t packages < <(missing_packages)
    [ ${#packages[@]} -gt 0 ] || return 0

    if [ "$(id -u)" -eq 0 ] && has apt-get; then
        echo "Installing ${packages[*]}"
        without_services apt_install "${packages[@]}" </dev/null >"$log" 2>&1 || tail -n 20 "$log" >&2
        mapfile -t packages < <(missing_packages)
    fi

    [ ${#packages[@]} -gt 0 ] || return 0
    cat >&2 <<TEXT
The tests need real servers, and some are missing. On Debian or Ubuntu:

    sudo apt-get install ${packages[*]}

Or name servers that run: DUCKBUS_TEST_POSTGRES (a connection string of a superuser),
DUCKBUS_TEST_RABBITMQ (amqp://user:password@host:5672/, with the management plugin), DOCKER_HOST.
TEXT
    return 1
}
