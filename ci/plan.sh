#!/usr/bin/env bash
# Plans once and writes all that a review looks at: the report, the page, the plan, its exit code.
#
#   plan.sh PROJECT OUTPUT
#
# PINPLAN_STATE       folder that holds the state, on a disk that all jobs reach; else PROJECT/.pinplan
# PINPLAN_SOURCE_URL  what a file's path is appended to, for links in the report
# PINPLAN_HEAD        the commit that is planned
#
# Ends with 0 whatever the plan says, so that the report is posted first; `OUTPUT/status` tells.
set -euo pipefail

project=$1
output=$2
mkdir -p "$output"
"$(dirname "$0")/state.sh" "$project"

# One time for all of them, so that every form is of the same plan.
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
report=(--format markdown)
if [ -n "${PINPLAN_SOURCE_URL:-}" ]; then report+=(--source-url "$PINPLAN_SOURCE_URL"); fi
if [ -n "${PINPLAN_HEAD:-}" ]; then report+=(--head "$PINPLAN_HEAD"); fi

status=0
pinplan plan -C "$project" --now "$now" --detailed-exitcode \
  --out "$output/plan.json" --html "$output/report.html" "${report[@]}" \
  >"$output/report.md" || status=$?
echo "$status" >"$output/status"

if [ -n "${GITHUB_ACTIONS:-}" ]; then
  pinplan plan -C "$project" --now "$now" --format github || true
  # A summary holds sixteen times what a comment holds.
  pinplan plan -C "$project" --now "$now" "${report[@]}" --max-bytes 1000000 \
    >>"${GITHUB_STEP_SUMMARY:-/dev/null}" || true
  echo "status=$status" >>"${GITHUB_OUTPUT:-/dev/null}"
fi
if [ -n "${GITLAB_CI:-}" ]; then
  pinplan plan -C "$project" --now "$now" --format gitlab >"$output/code-quality.json" || true
fi
