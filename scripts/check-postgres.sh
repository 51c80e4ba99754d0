#!/usr/bin/env bash
# Slices of the long tests, on a state in PostgreSQL: writers in each other's way, kills, broken requests.
#
#   check-postgres.sh PINPLAN EMULATOR
#
# They run at once, as they mostly wait: for leases, for what is late, for each other.
set -euo pipefail
cd "$(dirname "$0")/.."

pinplan=$1 emulator=$2
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
# Four rounds are one of each way.
python3 scripts/contention.py "$pinplan" "$emulator" --rounds 4 >"$logs/contention" 2>&1 &
contention=$!
python3 scripts/kill_test.py "$pinplan" 3 30 1 postgres >"$logs/kills" 2>&1 &
kills=$!
python3 scripts/fault_matrix.py "$pinplan" "$emulator" --scenario changes --every 160 --state postgres >"$logs/faults" 2>&1 &
faults=$!
failed=0
for process in $contention $kills $faults; do wait "$process" || failed=1; done
for log in contention kills faults; do
  if [ $failed -eq 0 ]; then tail -n 2 "$logs/$log"; else cat "$logs/$log"; fi
done
exit $failed
