#!/usr/bin/env bash
# Puts the state where pinplan looks for it.
#
#   state.sh PROJECT
#
# PINPLAN_FIRST_RUN=true lets the folder be empty.
# With PINPLAN_STATE, PROJECT/.pinplan becomes a link to that folder, unless it is one already.
set -euo pipefail

project=$1
state=${PINPLAN_STATE:-}
if [ -z "$state" ]; then exit 0; fi
if ! state=$(cd "$state" 2>/dev/null && pwd -P); then
  echo "error: PINPLAN_STATE is $PINPLAN_STATE, and there is no such folder" >&2
  exit 1
fi
# An empty folder may be a disk that is not there, and then everything would be created again.
if [ ! -f "$state/state.db" ] && [ "${PINPLAN_FIRST_RUN:-}" != true ]; then
  echo "error: there is no state in $state; if nothing was ever applied, set PINPLAN_FIRST_RUN=true" >&2
  exit 1
fi
if [ -e "$project/.pinplan" ] && [ ! -L "$project/.pinplan" ]; then
  echo "error: $project/.pinplan is there already, beside PINPLAN_STATE; remove one of them" >&2
  exit 1
fi
ln -sfn "$state" "$project/.pinplan"
