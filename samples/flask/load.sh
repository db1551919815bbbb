#!/bin/bash
# Asks a URL at a steady rate and says who answered: load.sh URL SECONDS RATE. Ends with 1 if a request failed.
set -euo pipefail
url=$1 seconds=$2 rate=$3

answers=$(mktemp -d)
trap 'rm -rf "$answers"' EXIT

ask() {
    local words
    if words=$(curl -fsS --max-time 10 "$url" 2>&1); then
        words=${words#* from }
        echo "${words%%, *}" >>"$answers/ok"
    else
        echo "$words" >>"$answers/failed"
    fi
}

touch "$answers/ok" "$answers/failed"
total=$((seconds * rate))
start=$(date +%s%N)
for ((i = 0; i < total; i++)); do
    # Each request has its own time, so that slow answers do not lower the rate.
    wait_for=$(((start + i * 1000000000 / rate - $(date +%s%N)) / 1000000))
    if [ "$wait_for" -gt 0 ]; then sleep "$((wait_for / 1000)).$(printf '%03d' $((wait_for % 1000)))"; fi
    ask &
done
wait

printf '%s requests, %s failed\n' "$total" "$(wc -l <"$answers/failed")"
sort "$answers/ok" | uniq -c
sort "$answers/failed" | uniq -c
[ ! -s "$answers/failed" ]
