#!/bin/bash
# Makes sure of the images that docker-compose.yml and the samples name: infra/images.sh [NAME…], such as rabbitmq.
#
# An image that the engine has stays. Else it is pulled; and where no registry is in reach, a stand-in of the same name is made
# of Debian packages: infra/images/NAME/packages lists them, and the Dockerfile beside it says what is done with them.
# DUCKBUS_REGISTRY=no does not even ask the registry. infra/images.sh --remove removes the stand-ins.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=infra/packages.sh
. infra/packages.sh

recipes=infra/images
registry=${DUCKBUS_REGISTRY:-yes}

# Every image that something here is built on or started from; our own are made elsewhere.
named_images() {
    sed -n 's/^ *image: *//p' docker-compose.yml
    sed -n 's/^FROM \(--platform=[^ ]* \)\{0,1\}\([^ $]*:[^ ]*\).*/\2/p; s/^ARG BASE=//p' Dockerfile samples/*/Dockerfile
}

# prom/prometheus:v2.53.3 has its recipe in infra/images/prometheus.
recipe_of() { basename "${1%%:*}"; }

label_of() { docker image inspect --format "{{index .Config.Labels \"$2\"}}" "$1" 2>/dev/null; }

pull() {
    [ "$registry" = yes ] || return 1
    if timeout "${DUCKBUS_PULL_TIMEOUT:-600}" docker pull -q "$1" >/dev/null; then return; fi
    registry=no
    echo "  no registry is in reach: what is left comes from Debian packages"
    return 1
}

# The words of the builder are only of use when it fails.
quietly() {
    local output
    output=$("$@" 2>&1) || { echo "$output" >&2 && return 1; }
}

# Nothing is done when the image is there and was made of the same packages by the same recipe.
stand_in() {
    local image=$1 recipe=$recipes/$2 base content files
    base=duckbus/packages:$2
    if ! has_apt; then
        echo "✗ $image: there is no registry, and stand-ins are made of Debian packages, which takes apt" >&2
        return 1
    fi
    files=$(resolve "$recipe/packages")
    content=$({ echo "$files"; cat infra/images.sh infra/packages.sh; more "$recipe" version; find "$recipe" -type f -exec sha256sum {} + | sort -k 2; } | sha256sum | cut -c1-16)
    if [ "$(label_of "$image" duckbus.standin.content)" = "$content" ]; then
        echo "✓ $image: the stand-in is up to date"
        return
    fi

    import_packages "$recipe" "$files" "$base"
    quietly docker build -q --tag "$image" --build-arg PACKAGES="$base" --label duckbus.standin="$image" \
        --label duckbus.standin.content="$content" "$recipe"
    quietly docker image rm "$base"
    echo "✓ $image: a stand-in made of Debian packages, $(($(docker image inspect --format '{{.Size}}' "$image") / 1000000)) MB"
}

ensure() {
    local image=$1 recipe
    recipe=$(recipe_of "$image")
    if docker image inspect "$image" >/dev/null 2>&1 && [ -z "$(label_of "$image" duckbus.standin)" ]; then
        echo "✓ $image: is there"
    elif pull "$image"; then
        echo "✓ $image: pulled"
    elif [ -f "$recipes/$recipe/packages" ]; then
        stand_in "$image" "$recipe"
    else
        echo "- $image: left out, for want of a registry; Debian has no package of it"
    fi
}

if [ "${1:-}" = --remove ]; then
    docker images --filter label=duckbus.standin --format '{{.Repository}}:{{.Tag}}' | grep -v '<none>' | while read -r image; do
        docker image rm "$image" >/dev/null && echo "Removed the stand-in of $image"
    done
    exit
fi

for image in $(named_images | sort -u); do
    case "$image" in duckbus/*) continue ;; esac
    if [ $# -eq 0 ] || [[ " $* " == *" $(recipe_of "$image") "* ]]; then ensure "$image"; fi
done
