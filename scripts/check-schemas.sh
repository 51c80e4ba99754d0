#!/usr/bin/env bash
# Holds examples and JSON output against the published schemas, with a validator that is not ours.
set -euo pipefail
cd "$(dirname "$0")/.."

source scripts/tools.sh
pinplan=${PINPLAN:-$PWD/.build/debug/pinplan}
emulator=${EMULATOR:-$PWD/.build/debug/pinterest-emulator}
work=$(mktemp -d)
running=
finish() {
  [ -z "$running" ] || kill "$running" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

# Examples for target pinterest are planned and applied against the emulator.
"$emulator" --rate-limits off >"$work/address" &
running=$!
until [ -s "$work/address" ]; do
  kill -0 "$running"
  sleep 0.1
done
PINPLAN_PINTEREST_URL=$(head -n 1 "$work/address")
export PINPLAN_PINTEREST_URL PINTEREST_ACCESS_TOKEN=pina_emulator

echo "schema: the file in the repository is what pinplan prints"
"$pinplan" schema project | diff - schema/pinplan.schema.json
"$pinplan" schema plan >"$work/plan.schema.json"
"$pinplan" schema result >"$work/result.schema.json"
"$pinplan" schema event >"$work/event.schema.json"
"$pinplan" schema drift >"$work/drift.schema.json"
"$pinplan" schema insights >"$work/insights.schema.json"
"$pinplan" schema webhook >"$work/webhook.schema.json"
"$check" --check-metaschema schema/pinplan.schema.json "$work"/*.schema.json

echo "schema: every YAML file of the examples"
find examples -name '*.yaml' -print0 | xargs -0 "$check" --schemafile schema/pinplan.schema.json

echo "schema: what every command prints as JSON, for every example"
number=0
find examples -name pinplan.yaml | sort >"$work/projects"
while read -r file; do
  number=$((number + 1))
  project="$work/$number"
  cp -R "$(dirname "$file")" "$project"
  run() {
    "$pinplan" "$@" -C "$project" --format json 2>"$work/messages" || {
      echo "schema: pinplan $* fails in $(dirname "$file")" >&2
      cat "$work/messages" >&2
      exit 1
    }
  }
  run plan >"$work/$number-plan.json"
  run validate >"$work/$number-result-validate.json"
  run apply --auto-approve --events "$work/$number.ndjson" >"$work/$number-result-apply.json"
  split -l 1 -a 4 --additional-suffix=-event.json "$work/$number.ndjson" "$work/$number-"
  run plan >"$work/$number-plan-again.json"
  for command in validate plan; do
    "$pinplan" $command -C "$project" --format sarif >"$work/$number-$command.sarif"
  done
  run state list >"$work/$number-result-list.json"
  # Exit 2 where an audience is not ready.
  "$pinplan" audience status -C "$project" --format json \
    >"$work/$number-result-audiences.json" 2>"$work/messages" || [ $? = 2 ]
  run history >"$work/$number-result-history.json"
  grep -q '^target: pinterest' "$project/pinplan.yaml" || continue
  run drift >"$work/$number-drift.json"
  run pull >"$work/$number-result-pull.json"
  run insights metrics >"$work/$number-insights-metrics.json"
  run insights overview --split device >"$work/$number-insights-overview.json"
  run insights videos >"$work/$number-insights-videos.json"
  run insights collect --split source >"$work/$number-insights-collect.json"
  run performance --granularity day >"$work/$number-insights-performance.json"
  run pins search "" >"$work/$number-insights-pins.json"
  run plan --performance 3d >"$work/$number-plan-performance.json"
  rm -rf "$project/.pinplan" "$project/campaigns"
  run import >"$work/$number-result-import.json"
  "$pinplan" auth status --format json >"$work/$number-result-auth.json"
done <"$work/projects"
printf 'ana@northwind.example\nsecond,column\n' >"$work/list.csv"
for list in "$work/list.csv" "$work/missing.csv"; do
  "$pinplan" audience check "$list" --identifiers email --format json \
    >"$work/$(basename "$list" .csv)-result-check.json" 2>"$work/messages" || true
done
mkdir "$work/broken"
echo 'version: 2' >"$work/broken/pinplan.yaml"
"$pinplan" plan -C "$work/broken" --format json >"$work/broken-plan.json" || true
"$pinplan" validate -C "$work/broken" --format json >"$work/broken-result.json" || true
echo "schema: what every command prints where its state is lost, and where Pinterest refuses the token"
cp -R examples/pinterest "$work/lost"
mkdir "$work/lost/.pinplan"
# refused STATUS NAME COMMAND...: the document of a command that has to end so.
refused() {
  local wanted=$1 name=$2 status=0
  shift 2
  "$pinplan" "$@" >"$work/$name" 2>"$work/messages" || status=$?
  if [ "$status" != "$wanted" ] || [ ! -s "$work/$name" ]; then
    echo "schema: pinplan $* ends with $status, not $wanted, or prints nothing" >&2
    cat "$work/messages" >&2
    exit 1
  fi
}
for status in 3 4; do
  if [ "$status" = 4 ]; then
    rm -rf "$work/lost/.pinplan"
    export PINPLAN_FIRST_RUN=true PINTEREST_ACCESS_TOKEN=refused
  else
    refused 3 "lost-result-list.json" state list -C "$work/lost" --format json
    refused 3 "lost-result-audiences.json" audience status -C "$work/lost" --format json
    refused 3 "lost-result-history.json" history -C "$work/lost" --format json
    refused 3 "lost-result-auth.json" auth status -C "$work/lost" --format json
  fi
  refused "$status" "lost$status-plan.json" plan -C "$work/lost" --format json
  refused "$status" "lost$status-plan.sarif" plan -C "$work/lost" --format sarif
  refused "$status" "lost$status-result-apply.json" apply --auto-approve -C "$work/lost" --format json
  refused "$status" "lost$status-result-import.json" import -C "$work/lost" --format json
  if [ "$status" = 3 ]; then
    refused 3 "lost3-result-pull.json" pull -C "$work/lost" --format json
    refused 3 "lost3-drift.json" drift -C "$work/lost" --format json
    refused 3 "lost3-insights-performance.json" performance -C "$work/lost" --format json
  else
    refused 4 "lost4-result-auth.json" auth status --format json
    refused 4 "lost4-insights-overview.json" insights overview -C "$work/lost" --format json
    refused 4 "lost4-insights-performance.json" performance -C "$work/lost" --format json
    refused 4 "lost4-insights-pins.json" pins top -C "$work/lost" --format json
  fi
done
unset PINPLAN_FIRST_RUN
PINTEREST_ACCESS_TOKEN=pina_emulator

"$check" --schemafile "$work/plan.schema.json" "$work"/*-plan*.json
"$check" --schemafile "$work/result.schema.json" "$work"/*-result*.json
"$check" --schemafile "$work/event.schema.json" "$work"/*-event.json
"$check" --schemafile "$work/drift.schema.json" "$work"/*-drift.json
"$check" --schemafile "$work/insights.schema.json" "$work"/*-insights-*.json

# The published SARIF schema comes as a model that was generated from it.
sarif_version=0.1.1
sarif_tools=.build-tools/pydantic-sarif-$sarif_version
if [ ! -x "$sarif_tools/bin/python" ] || [ ! -e "$sarif_tools/done" ]; then
  rm -rf "$sarif_tools"
  python3 -m venv "$sarif_tools"
  "$sarif_tools/bin/pip" install --quiet --disable-pip-version-check \
    "pydantic-sarif==$sarif_version" "pydantic==2.14.3"
  touch "$sarif_tools/done"
fi
echo "schema: SARIF, of every example and of the plans that the tests hold on record"
"$pinplan" validate -C "$work/broken" --format sarif >"$work/broken.sarif" || true
"$sarif_tools/bin/python" scripts/check_sarif.py "$work"/*.sarif Tests/RenderingTests/Golden/*.sarif
