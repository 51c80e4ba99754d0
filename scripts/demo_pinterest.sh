#!/usr/bin/env bash
# The main job on target pinterest, against the emulator: log in, plan, apply, somebody's change in
# Ads Manager, drift, pull, an archive, and an import of all of it into an empty folder.
set -euo pipefail
cd "$(dirname "$0")/.."

build=$PWD/.build/debug
pinplan=${PINPLAN:-$build/pinplan}
folder=$(mktemp -d)
emulator=
finish() {
  [ -z "$emulator" ] || kill "$emulator" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

say() { printf '\n==> %s\n' "$*"; }
run() {
  printf '\n$ pinplan %s\n' "$*"
  "$pinplan" "$@"
}
# Puts one text in place of another; sed -i is not the same everywhere.
edit() {
  sed "s|$1|$2|" campaigns/sofas.yaml >campaigns/edited && mv campaigns/edited campaigns/sofas.yaml
}

"$build/pinterest-emulator" --rate-limits off >"$folder/address" &
emulator=$!
until [ -s "$folder/address" ]; do
  kill -0 "$emulator"
  sleep 0.1
done
address=$(head -n 1 "$folder/address")
export PINPLAN_PINTEREST_URL=$address PINTEREST_ACCESS_TOKEN=pina_emulator
cp -R examples/pinterest "$folder/project"
cd "$folder/project"

say "An emulator of the Ads API stands in for Pinterest. Whose token is it, and what does it reach?"
run auth status
say "One campaign is declared in campaigns/sofas.yaml. What would an apply do?"
run plan
say "Do it. (--auto-approve stands for the word yes.)"
run apply --auto-approve --verbose
say "The account holds what is declared, so a plan is empty; --detailed-exitcode would exit 2 otherwise."
run plan --detailed-exitcode
say "Somebody raises the bid in Ads Manager."
id=$("$pinplan" state list --format json | sed 's/.*"ad_group\/sofas\/browsers","id":"\([0-9]*\)".*/\1/')
curl --silent --fail --show-error -X PATCH -d '{"bid_in_micro_currency": 450000}' \
  "$address/_emulator/entities/ad_groups/$id" >/dev/null
run drift || [ $? -eq 2 ]
say "An apply would put the bid back without a word, so the plan refuses until somebody decides."
if run plan; then
  echo "demo: drift was not refused" >&2
  exit 1
fi
say "It was a good idea: take it over into the YAML. Comments and layout stay."
run pull
grep -n 'bid:' campaigns/sofas.yaml
run plan --detailed-exitcode
say "An ad is taken out of the YAML: it is archived on Pinterest, for good."
edit '^ *grey: .*' ''
run apply --auto-approve
say "Another team starts from what lives in the account."
mkdir "$folder/other"
cp pinplan.yaml "$folder/other"
cd "$folder/other"
run import
cat campaigns/*.yaml
run plan --detailed-exitcode
say "Done. Next: docs/pinterest.md."
