#!/usr/bin/env bash
# Holds examples/policy to real plans, with a Rego engine that is not ours.
set -euo pipefail
cd "$(dirname "$0")/.."

version=1.5.2
tools=.build-tools/regopy-$version
python="$tools/bin/python"
if ! "$python" -c 'import regopy' 2>/dev/null; then
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check "regopy==$version"
fi

pinplan=${PINPLAN:-$PWD/.build/debug/pinplan}
policy=examples/policy/pinplan.rego
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
project="$work/project"
now=2026-11-22T10:00:00Z

# The plan of the project as it is now, in FILE; extra words go to pinplan.
plan() {
  file=$work/$1
  shift
  "$pinplan" plan -C "$project" --now "$now" --format json "$@" >"$file"
}

# Fails unless a rule of the policy says exactly the messages given, one a line.
expect() {
  plan=$1 rule=$2
  shift 2
  printf '%s\n' "$@" | sed '/^$/d' | sort >"$work/expected"
  "$python" - "$policy" "$work/$plan" "$rule" >"$work/said" <<'PYTHON'
import json, sys
from regopy import Interpreter

policy, plan, rule = sys.argv[1:]
rego = Interpreter()
rego.add_module(policy, open(policy, encoding="utf-8").read())
rego.set_input(json.load(open(plan, encoding="utf-8")))
answer = json.loads(str(rego.query(f"data.main.{rule}")))
for message in sorted(answer["expressions"][0]):
    print(message)
PYTHON
  diff "$work/expected" "$work/said" || {
    echo "policy: $rule of $plan is not what it should be (expected <, said >)" >&2
    exit 1
  }
}

campaign() {
  cat >"$project/campaigns/sofas.yaml" <<YAML
campaigns:
  sofas:
    name: Always on sofas
    objective: traffic
    status: ${2:-active}
    ad_groups:
      uk:
        budget: { daily: $1 }
        bid: 0.35
        targeting: { locations: [GB] }
        ads: { hero: { pin: "813744226420795884" } }
YAML
}

mkdir -p "$project/campaigns"
cat >"$project/pinplan.yaml" <<'YAML'
version: 1
account: { name: northwind-uk, country: GB }
guardrails: { max_archive_share: 100%, max_budget_change: 50% }
YAML

echo "policy: a first plan within the limit is allowed"
campaign 100.00
plan first.json
expect first.json deny ""
expect first.json warn ""
"$pinplan" apply -C "$project" --now "$now" --auto-approve >/dev/null 2>&1

echo "policy: one cent more than the limit is denied, and an override is warned of"
campaign 200.01
plan raise.json --override guardrail.max_budget_change --reason "agreed with finance"
expect raise.json deny "daily spend would rise from 100.00 to 200.01 GBP, by more than 100 at once"
expect raise.json warn "guardrail.max_budget_change is overridden: agreed with finance"

echo "policy: pausing what is always on is allowed, archiving it is denied"
campaign 100.00 paused
plan pause.json
expect pause.json deny ""
campaign 100.00 archived
plan archive.json
expect archive.json deny \
  "campaign/sofas (Always on sofas) is always on: pause it, do not archive it"

echo "policy: a project that allows no plan has no spend to judge"
echo 'version: 2' >"$project/pinplan.yaml"
plan broken.json || true
expect broken.json deny ""
