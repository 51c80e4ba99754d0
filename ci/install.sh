#!/usr/bin/env bash
# Puts pinplan on PATH: a released binary, by its checksum, or else one that is built here.
#
#   install.sh FOLDER
#
# FOLDER may come from a cache: a pinplan of the same source is kept.
set -euo pipefail

folder=$1
here=$(cd "$(dirname "$0")/.." && pwd)
source=$("$here/ci/source.sh")
program=$folder/pinplan

# Prints the checksum and the address of the released binary of this source; nothing where none is.
released() {
  awk -v source="$source" -v platform="$(uname -s)-$(uname -m)" \
    '$1 == source && $2 == platform { print $3, $4; exit }' "${PINPLAN_RELEASES:-$here/ci/releases.txt}"
}

# Ends with 1 where there is no such binary, and the script where there is another one in its place.
fetch() {
  local checksum address
  read -r checksum address <<<"$(released)"
  if [ -z "$checksum" ]; then return 1; fi
  echo "fetching $address"
  if ! curl --fail --silent --show-error --location --max-time 300 --retry 3 --output "$program" "$address"; then
    return 1
  fi
  if [ "$("$here/ci/sha256.sh" <"$program")" != "$checksum" ]; then
    rm -f "$program"
    echo "error: $address has another checksum than ci/releases.txt says; nothing was installed" >&2
    exit 1
  fi
  chmod +x "$program"
  if ! "$program" --version >/dev/null 2>&1; then
    echo "the released binary does not start here, so pinplan is built"
    return 1
  fi
}

if [ "$(cat "$folder/source" 2>/dev/null)" != "$source" ] || ! "$program" --version >/dev/null 2>&1; then
  mkdir -p "$folder"
  rm -f "$program" "$folder/source"
  if ! fetch; then
    "$here/scripts/setup.sh"
    make -C "$here" release
    cp "$here/.build/release/pinplan" "$program"
  fi
  echo "$source" >"$folder/source"
fi
"$program" --version

# pinplan starts without what a state in PostgreSQL needs, and a container may lack it.
if [ -n "${PINPLAN_STATE_URL:-}" ] && [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null &&
  [[ "$(ldconfig -p 2>/dev/null)" != *libpq.so.5* ]]; then
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
  "${as_root[@]}" apt-get update -qq </dev/null
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends libpq5 </dev/null
fi
if [ -n "${GITHUB_PATH:-}" ]; then (cd "$folder" && pwd) >>"$GITHUB_PATH"; fi

# In a container the checkout is another user's, and git reads it only when it is told to.
if [ -n "${GITHUB_WORKSPACE:-}" ] && ! git -C "$GITHUB_WORKSPACE" rev-parse >/dev/null 2>&1; then
  git config --global --add safe.directory "$GITHUB_WORKSPACE"
fi
