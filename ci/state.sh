#!/usr/bin/env bash
# Puts the state where pinplan looks for it.
#
#   state.sh PROJECT
#
# With PINPLAN_STATE, PROJECT/.pinplan becomes a link to that folder, unless it is one already.
# Whether a state is there is pinplan's to judge, which says so in every form.
set -euo pipefail

project=$1
state=${PINPLAN_STATE:-}
if [ -z "$state" ]; then exit 0; fi
if [ -e "$project/.pinplan" ] && [ ! -L "$project/.pinplan" ]; then
  echo "error: $project/.pinplan is there already, beside PINPLAN_STATE; remove one of them" >&2
  exit 1
fi
case $state in
  /*) ;;
  *) state=$PWD/$state ;;
esac
ln -sfn "$state" "$project/.pinplan"
