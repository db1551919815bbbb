#!/bin/bash
# Format and style by dotnet format; the analyzers run in every build, where a warning is an error.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=infra/dotnet.sh
. infra/dotnet.sh

dotnet build DuckBus.sln -c Release -nologo -v quiet
dotnet format whitespace DuckBus.sln --verify-no-changes --no-restore
dotnet format style DuckBus.sln --verify-no-changes --no-restore --severity warn
if command -v shellcheck >/dev/null; then
    shellcheck -x infra/*.sh .ci/run
fi
echo "lint: nothing to complain about"
