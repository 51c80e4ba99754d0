#!/usr/bin/env bash
# Holds every request that the tests made to the emulator, and every answer of it, to Pinterest's own
# description of its API.
#
#   scripts/check-requests.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/conformance/tools.sh
. scripts/conformance/tools.sh

cat "$1"/*.jsonl >"$1/all"
"$python" scripts/conformance/check_openapi.py "$1/all" | tail -n 1
