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

# Whether a stand-in has to be made: not when it is there and was made of the same packages by the same recipe.
is_outdated() {
    local image=$1 recipe=$2
    resolve "$recipe/packages" >"$recipe_files/$(basename "$recipe")"
    content_of "$recipe" >"$recipe_files/$(basename "$recipe").content"
    [ "$(label_of "$image" duckbus.standin.content)" != "$(cat "$recipe_files/$(basename "$recipe").content")" ]
}

content_of() {
    {
        cat "$recipe_files/$(basename "$1")" infra/images.sh infra/packages.sh
        more "$1" version
        find "$1" -type f -exec sha256sum {} + | sort -k 2
    } | sha256sum | cut -c1-16
}

stand_in() {
    local image=$1 recipe=$2 name base old
    name=$(basename "$recipe")
    base=duckbus/packages:$name
    old=$(docker image inspect --format '{{.Id}}' "$image" 2>/dev/null || true)
    import_packages "$recipe" "$base" <"$recipe_files/$name"
    quietly docker build -q --tag "$image" --build-arg PACKAGES="$base" --label duckbus.standin="$image" \
        --label duckbus.standin.content="$(cat "$recipe_files/$name.content")" "$recipe"
    quietly docker image rm "$base"
    if [ -n "$old" ]; then docker image rm "$old" >/dev/null 2>&1 || true; fi
    echo "✓ $image: a stand-in made of Debian packages, $(($(docker image inspect --format '{{.Size}}' "$image") / 1000000)) MB"
}

# Says what becomes of an image; a stand-in that has to be made is only noted.
ensure() {
    local image=$1 recipe
    recipe=$recipes/$(recipe_of "$image")
    if docker image inspect "$image" >/dev/null 2>&1 && [ -z "$(label_of "$image" duckbus.standin)" ]; then
        echo "✓ $image: is there"
    elif pull "$image"; then
        echo "✓ $image: pulled"
    elif [ ! -f "$recipe/packages" ]; then
        echo "- $image: left out, for want of a registry; Debian has no package of it"
    elif ! has_apt; then
        echo "✗ $image: no registry is in reach, and a stand-in is made of Debian packages, which takes apt" >&2
        return 1
    elif is_outdated "$image" "$recipe"; then
        missing+=("$image")
    else
        echo "✓ $image: the stand-in is up to date"
    fi
}

if [ "${1:-}" = --remove ]; then
    docker images --filter label=duckbus.standin --format '{{.Repository}}:{{.Tag}}' | grep -v '<none>' | while read -r image; do
        docker image rm "$image" >/dev/null && echo "Removed the stand-in of $image"
    done
    exit
fi

mkdir -p "$work"
recipe_files=$(mktemp -d)
trap 'rm -rf "$recipe_files"' EXIT
missing=()
for image in $(named_images | sort -u); do
    case "$image" in duckbus/*) continue ;; esac
    if [ $# -eq 0 ] || [[ " $* " == *" $(recipe_of "$image") "* ]]; then ensure "$image"; fi
done

# All that has to be fetched at once, and then as many at a time as there are processors.
for image in "${missing[@]}"; do cat "$recipe_files/$(recipe_of "$image")"; done | sort -u | download
for image in "${missing[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
    stand_in "$image" "$recipes/$(recipe_of "$image")" &
done
while [ -n "$(jobs -p)" ]; do wait -n; done
