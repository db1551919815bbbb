#!/bin/sh
# Prints the targets of a makefile with what is said about them behind "##".
set -eu

printf '\n  DuckBus: Kubernetes, with a message bus in its heart\n\n'
awk -F ':.*## ' '/^[a-z_-]+:.*## / { printf "    make %-13s %s\n", $1, $2 }' "$@"
printf '\n  New here? make run\n\n'
