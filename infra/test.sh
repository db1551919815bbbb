#!/bin/bash
# Runs all tests, or those whose assembly's name contains one of the arguments: infra/test.sh Store Bus
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=infra/dotnet.sh
. infra/dotnet.sh
# shellcheck source=infra/servers.sh
. infra/servers.sh

mkdir -p artifacts/test-logs
install_missing_servers artifacts/test-logs/apt.log

echo "Building"
dotnet build DuckBus.sln -c Release -nologo -v quiet </dev/null

exec artifacts/bin/DuckBus.TestRun/release/DuckBus.TestRun "$PWD" "$@"
