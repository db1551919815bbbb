# Sourced by the other scripts: finds the .NET SDK, and keeps it from leaving servers behind.
# shellcheck shell=bash

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
export HOME="${HOME:-/root}"

if ! command -v dotnet >/dev/null; then
    echo "The .NET 10 SDK is missing: see https://dotnet.microsoft.com/download/dotnet/10.0" >&2
    exit 1
fi
if ! dotnet --version >/dev/null; then
    echo "global.json asks for the .NET 10 SDK. Installed are:" >&2
    dotnet --list-sdks >&2
    exit 1
fi
