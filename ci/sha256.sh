#!/usr/bin/env bash
# Prints the SHA-256 of standard input.
set -euo pipefail
if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
