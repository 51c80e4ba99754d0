#!/usr/bin/env bash
# The main job on a copy of examples/quickstart: plan, apply, an edit, plan, apply, nothing left.
set -euo pipefail
cd "$(dirname "$0")/.."

pinplan=${PINPLAN:-$PWD/.build/debug/pinplan}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R examples/quickstart/. "$folder"
cd "$folder"

say() { printf '\n==> %s\n' "$*"; }
run() {
  printf '\n$ pinplan %s\n' "$*"
  "$pinplan" "$@"
}
# Puts one text in place of another in the campaign's file; sed -i is not the same everywhere.
edit() {
  sed "s|$1|$2|" campaigns/sofas.yaml >campaigns/edited && mv campaigns/edited campaigns/sofas.yaml
}

say "A campaign with two ad groups is declared in campaigns/sofas.yaml. What would an apply do?"
run plan
say "Do it. (--auto-approve stands for the word yes, which apply asks for on a terminal.)"
run apply --auto-approve
say "Now an edit: a higher bid for browsers, and a new keyword."
edit 'bid: 0.35 ' 'bid: 0.45 '
edit '^          - velvet sofa .*' '          - velvet sofa\
          - linen sofa'
run plan
run apply --auto-approve
say "What is declared is stored, so a plan is empty; --detailed-exitcode would exit 2 otherwise."
run plan --detailed-exitcode
say "Every apply is on record."
run history
say "A bid ten times too high is a slip of the decimal point. The guardrail refuses it: exit 1."
edit 'bid: 0.45 ' 'bid: 4.50 '
if run plan; then
  echo "demo: the guardrail let it pass" >&2
  exit 1
fi
say "Done. Next: README.md, and examples/northwind for everything that a project can hold."
