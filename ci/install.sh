#!/usr/bin/env bash
# Builds pinplan from this checkout and puts it on PATH.
#
#   install.sh FOLDER
#
# FOLDER may come from a cache: a pinplan that was built from the same source is kept.
set -euo pipefail

folder=$1
here=$(cd "$(dirname "$0")/.." && pwd)
source=$("$here/ci/source.sh")
if [ "$(cat "$folder/source" 2>/dev/null)" != "$source" ] || ! "$folder/pinplan" --version >/dev/null 2>&1; then
  make -C "$here" release
  mkdir -p "$folder"
  rm -f "$folder/pinplan"
  cp "$here/.build/release/pinplan" "$folder/pinplan"
  echo "$source" >"$folder/source"
fi
"$folder/pinplan" --version
if [ -n "${GITHUB_PATH:-}" ]; then echo "$folder" >>"$GITHUB_PATH"; fi
