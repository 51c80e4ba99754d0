#!/usr/bin/env bash
# Prints a digest of all that pinplan is built from, which tells one build from another.
set -euo pipefail
cd "$(dirname "$0")/.."

find Makefile Package.swift Package.resolved Sources -type f | LC_ALL=C sort |
  while IFS= read -r file; do
    echo "$file $(wc -c <"$file")"
    cat "$file"
  done | ci/sha256.sh
