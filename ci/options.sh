# shellcheck shell=bash
# Sourced by plan.sh and apply.sh: what a plan and its apply have to be told alike, in `options`.
#
# PINPLAN_REPLACE          addresses to create anew, one a line
# PINPLAN_OVERRIDE         guardrails to let through, one code a line, for the reason in PINPLAN_REASON
# PINPLAN_OVERWRITE_DRIFT  true puts back what somebody changed on Pinterest
# PINPLAN_ALLOW_EMPTY      true lets a project declare nothing although resources are stored
#
# PINPLAN_FIRST_RUN=true says that nothing was ever applied. Anything else, in a job, says that there
# is a state: pinplan reads it and exits 3 when there is none.
export PINPLAN_FIRST_RUN=${PINPLAN_FIRST_RUN:-false}

options=()
# each OPTION LINES: the option once for each line that is not blank.
each() {
  local line
  while read -r line; do
    if [ -n "$line" ]; then options+=("$1=$line"); fi
  done <<<"$2"
}
each --replace "${PINPLAN_REPLACE:-}"
each --override "${PINPLAN_OVERRIDE:-}"
if [ -n "${PINPLAN_REASON:-}" ]; then options+=("--reason=$PINPLAN_REASON"); fi
if [ "${PINPLAN_OVERWRITE_DRIFT:-}" = true ]; then options+=(--overwrite-drift); fi
if [ "${PINPLAN_ALLOW_EMPTY:-}" = true ]; then options+=(--allow-empty); fi
