#!/usr/bin/env bash
# Builds pinplan from this checkout and puts it on PATH.
#
#   install.sh FOLDER
#
# FOLDER may come from a cache: a pinplan that is there already is kept.
set -euo pipefail

folder=$1
here=$(cd "$(dirname "$0")/.." && pwd)
if ! "$folder/pinplan" --version >/dev/null 2>&1; then
  make -C "$here" release
  mkdir -p "$folder"
  cp "$here/.build/release/pinplan" "$folder/pinplan"
fi
"$folder/pinplan" --version
if [ -n "${GITHUB_PATH:-}" ]; then echo "$folder" >>"$GITHUB_PATH"; fi
