#!/usr/bin/env bash
# Runs a command against the emulator, then holds every request and answer to Pinterest's own
# description of its API, and reads the account back with Pinterest's own Python client.
#
#   scripts/check-conformance.sh [COMMAND...]
#
# The command finds the emulator in EMULATOR_URL, and in the variables that pinplan reads. What it
# writes to the file EXPECTED is read back; without that, what the account says of itself is.
# Without a command, scripts/conformance/sample_requests.py asks for some of everything.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/conformance/tools.sh
. scripts/conformance/tools.sh

work=$(mktemp -d)
emulator=
finish() {
  [ -z "$emulator" ] || kill "$emulator" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

[ -n "${EMULATOR:-}" ] || swift build --product pinterest-emulator
"${EMULATOR:-.build/debug/pinterest-emulator}" --rate-limits off --record "$work/requests.jsonl" \
  > "$work/address" &
emulator=$!
for _ in $(seq 100); do
  [ -s "$work/address" ] && break
  kill -0 "$emulator"
  sleep 0.1
done

EMULATOR_URL=$(head -n 1 "$work/address")
export EMULATOR_URL EXPECTED="$work/expected.json"
export PINPLAN_PINTEREST_URL="$EMULATOR_URL/v5" PINTEREST_ACCESS_TOKEN=pina_emulator
if [ $# -gt 0 ]; then "$@"; else "$python" scripts/conformance/sample_requests.py; fi

"$python" scripts/conformance/check_openapi.py "$work/requests.jsonl"
[ -s "$EXPECTED" ] || "$python" scripts/conformance/expect_dump.py "$EMULATOR_URL" > "$EXPECTED"
(cd "$work" && TOKEN=pina_emulator "$python" "$OLDPWD/scripts/conformance/read_back.py" \
  "$EMULATOR_URL/v5" 549755885175 "$EXPECTED")
