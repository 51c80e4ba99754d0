#!/usr/bin/env bash
# Applies what was reviewed, and writes what became of it.
#
#   apply.sh PROJECT OUTPUT
#
# Plans afresh and goes on only when the plan has the digest of the one on the merged request.
# PINPLAN_DIGEST stands in for that, where the digest is kept elsewhere. PINPLAN_STATE as in plan.sh.
# What else it may be told is in options.sh; a plan that was told so needs it again here.
set -euo pipefail

project=$1
output=$2
here=$(dirname "$0")
mkdir -p "$output"
"$here/state.sh" "$project"
# shellcheck source=ci/options.sh
source "$here/options.sh"
digest=${PINPLAN_DIGEST:-$("$here/comments.sh" digest "$project")}

# What a project is called may look like a command to the runner that reads this log.
word=
if [ -n "${GITHUB_ACTIONS:-}" ]; then
  word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$word"
fi
status=0
pinplan apply -C "$project" --expect "$digest" ${options[@]+"${options[@]}"} \
  --events "$output/events.ndjson" --summary "$output/result.md" || status=$?
if [ -n "$word" ]; then echo "::$word::"; fi
if [ -f "$output/result.md" ]; then cat "$output/result.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"; fi
exit "$status"
