#!/usr/bin/env bash
# Plans once and writes all that a review looks at: the report, the page, the plan, its exit code.
#
#   plan.sh PROJECT OUTPUT
#
# PINPLAN_STATE       folder that holds the state, on a disk that all jobs reach; else PROJECT/.pinplan
# PINPLAN_SOURCE_URL  what a file's path from the checkout's root is appended to, for links
# PINPLAN_HEAD        the commit that is planned
# What else it may be told is in options.sh.
#
# Ends with 0 whatever the plan says, so that the report is posted first; `OUTPUT/status` tells.
set -euo pipefail

project=$1
output=$2
here=$(dirname "$0")
mkdir -p "$output"
"$here/state.sh" "$project"
# shellcheck source=ci/options.sh
source "$here/options.sh"

# One time for all of them, so that every form is of the same plan.
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
report=(--format markdown)
if [ -n "${PINPLAN_SOURCE_URL:-}" ]; then report+=(--source-url "$PINPLAN_SOURCE_URL"); fi
head=()
if [ -n "${PINPLAN_HEAD:-}" ]; then head=(--head "$PINPLAN_HEAD"); fi
report+=(${head[@]+"${head[@]}"} ${options[@]+"${options[@]}"})

status=0
pinplan plan -C "$project" --now "$now" --detailed-exitcode \
  --out "$output/plan.json" --html "$output/report.html" "${report[@]}" \
  >"$output/report.md" || status=$?
echo "$status" >"$output/status"

# Killed, or told what it does not take: the comment of an earlier plan must not stand as if it were
# of this one. Whose comment it is, the files tell.
if ! grep -q '^<!-- pinplan ' "$output/report.md"; then
  marker=$(pinplan validate -C "$project" --now "$now" --format markdown ${head[@]+"${head[@]}"} | tail -n 1) || true
  {
    printf '### There is no plan\n\n'
    printf 'Planning ended with %s and left no report. The log of the job tells more.\n\n' "$status"
  } >"$output/report.md"
  sum=$("$here/sha256.sh" <"$output/report.md")
  jq -Rr --arg sum "$sum" 'sub("\"body\":\"[0-9a-f]*\""; "\"body\":\"" + $sum + "\"")' <<<"$marker" >>"$output/report.md"
fi

if [ -n "${GITHUB_ACTIONS:-}" ]; then
  pinplan plan -C "$project" --now "$now" --format github ${options[@]+"${options[@]}"} || true
  # A summary holds sixteen times what a comment holds.
  pinplan plan -C "$project" --now "$now" "${report[@]}" --max-bytes 1000000 \
    >>"${GITHUB_STEP_SUMMARY:-/dev/null}" || true
  echo "status=$status" >>"${GITHUB_OUTPUT:-/dev/null}"
fi
if [ -n "${GITLAB_CI:-}" ]; then
  pinplan plan -C "$project" --now "$now" --format gitlab ${options[@]+"${options[@]}"} >"$output/code-quality.json" || true
fi
