#!/usr/bin/env bash
# Prints a digest of all that pinplan is built from, which tells one build from another; the same on every system.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v sha256sum >/dev/null; then digest=(sha256sum); else digest=(shasum -a 256); fi
find Makefile Package.swift Package.resolved Sources -type f -print0 | LC_ALL=C sort -z |
  xargs -0 "${digest[@]}" | ci/sha256.sh
