#!/bin/sh
# Beside the official image's state, never in it: another version could not read it.
set -eu
data="$PGDATA/debian-15"
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}

if [ ! -s "$data/PG_VERSION" ]; then
    rm -rf "$data"
    printf '%s\n' "${POSTGRES_PASSWORD:?the stand-in of postgres needs POSTGRES_PASSWORD}" >/tmp/password
    initdb --pgdata="$data.new" --username="$user" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync
    rm /tmp/password
    echo 'host all all all scram-sha-256' >>"$data.new/pg_hba.conf"
    if [ "$database" != postgres ]; then
        echo "CREATE DATABASE \"$database\"" | postgres --single -D "$data.new" postgres >/dev/null
    fi
    mv "$data.new" "$data"
fi

exec postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories=/run/postgresql -c jit=off
