#!/usr/bin/env bash
# Talks to the pull request (GitHub) or merge request (GitLab) that this job belongs to.
#
#   comments.sh post REPORT     writes a report as a comment: one a project (the folder from the
#                               checkout's root, as the report's last line says), updated in place,
#                               left alone when a newer run wrote it or it says the same
#   comments.sh digest PROJECT  prints the digest of the plan that was reviewed before the merge
#
# GitHub: GITHUB_API_URL GITHUB_REPOSITORY GITHUB_TOKEN, PINPLAN_PULL_REQUEST for `post`, and
#         GITHUB_SHA for `digest`. GitLab: CI_API_V4_URL CI_PROJECT_ID PINPLAN_TOKEN, and
#         CI_MERGE_REQUEST_IID or CI_COMMIT_SHA.
# PINPLAN_COMMENTER  who writes the comments; those of others are never believed or touched.
set -euo pipefail

fail() {
  echo "error: $1" >&2
  exit 1
}

# call METHOD URL [DATA]: one request, its answer on standard output.
call() {
  local data=()
  if [ $# -gt 2 ]; then data=(--header 'Content-Type: application/json' --data-binary "@$3"); fi
  # The token goes in by standard input: a command line can be read by others.
  printf 'header = "%s"\n' "$authorization" |
    curl --silent --show-error --fail-with-body --max-time 60 --config - \
      --request "$1" ${data[@]+"${data[@]}"} "$2"
}

if [ -n "${GITLAB_CI:-}" ]; then
  base="${CI_API_V4_URL:?}/projects/${CI_PROJECT_ID:?}"
  authorization="PRIVATE-TOKEN: ${PINPLAN_TOKEN:?a project access token with the scope api}"
  commenter=${PINPLAN_COMMENTER:-pinplan}
  author=.author.username
  comments_of() { echo "$base/merge_requests/$1/notes"; }
  comment_at() { echo "$base/merge_requests/$1/notes/$2"; }
  update=PUT
  number() { echo "${CI_MERGE_REQUEST_IID:?}"; }
  commit=${CI_COMMIT_SHA:-}
  requests="$base/repository/commits/$commit/merge_requests"
  # A fast-forward makes no commit of its own: the request's last one is the merged one then.
  # shellcheck disable=SC2016
  merged='select(.state == "merged") | {number: .iid, exact: ([.merge_commit_sha, .squash_commit_sha, .sha] | any(. == $commit))}'
else
  base="${GITHUB_API_URL:?}/repos/${GITHUB_REPOSITORY:?}"
  authorization="Authorization: Bearer ${GITHUB_TOKEN:?}"
  commenter=${PINPLAN_COMMENTER:-github-actions[bot]}
  author=.user.login
  comments_of() { echo "$base/issues/$1/comments"; }
  comment_at() { echo "$base/issues/comments/$2"; }
  update=PATCH
  number() { echo "${PINPLAN_PULL_REQUEST:?}"; }
  commit=${GITHUB_SHA:-}
  requests="$base/commits/$commit/pulls"
  # shellcheck disable=SC2016
  merged='select(.merged_at != null) | {number, exact: (.merge_commit_sha == $commit)}'
fi

# Parts of jq programs: what a report's last line says of it; whether two are of one project, which
# is the folder, and by its account only where a report does not say; whether they are of one plan's.
# shellcheck disable=SC2016
marker='def marker: (.body // "") | gsub("\r"; "") | (capture("<!-- pinplan (?<json>\\{[^\n]*\\}) -->\\s*$") | .json | fromjson)? // null;'
# shellcheck disable=SC2016
same='def whose: [.target, .account, .ad_account_id];
  def same($of): .kind == "plan" and (if .project and $of.project then .project == $of.project else whose == ($of | whose) end);'

# pages URL: the objects of a list, page by page, one a line.
pages() {
  local page=1 answer
  while :; do
    # A request that fails is not the end of the list.
    answer=$(call GET "$1?per_page=100&page=$page${2:-}") || return 1
    [ "$(jq length <<<"$answer")" -gt 0 ] || return 0
    jq -c '.[]' <<<"$answer"
    page=$((page + 1))
  done
}

# reviewed: the number of the merged request that brought the commit.
#
# A commit may belong to several: open ones, closed ones, and merged ones of which another made it.
reviewed() {
  local found
  [ -n "$commit" ] || fail "the job does not say which commit it is of"
  found=$(pages "$requests" | jq -sc --arg commit "$commit" "[.[] | $merged] | if any(.[]; .exact) then map(select(.exact)) else . end | map(.number) | unique")
  case $(jq length <<<"$found") in
    0) fail "no merged request belongs to this commit, so no plan of it was reviewed" ;;
    1) jq -r '.[0]' <<<"$found" ;;
    *) fail "the merged requests $(jq -r 'map("#\(.)") | join(", ")' <<<"$found") all hold this commit; say which plan was reviewed with PINPLAN_DIGEST" ;;
  esac
}

# mine NUMBER: our own comments with a marker, one JSON object a line: {id, marker}.
mine() {
  local answer
  answer=$(pages "$(comments_of "$1")" "&sort=asc") || return 1
  jq -c --arg me "$commenter" "$marker select($author == \$me) | {id, marker: marker} | select(.marker)" <<<"$answer"
}

post() {
  local report=$1 number own found id work
  number=$(number)
  own=$(jq -Rsc "$marker {body: .} | marker" "$report")
  [ "$own" != null ] || fail "$report is not a report of pinplan: its last line has no marker"
  found=$(mine "$number" | jq -sc --argjson own "$own" "$same [.[] | select(.marker | same(\$own))] | last")
  work=$(mktemp)
  trap 'rm -f "$work"' RETURN
  jq -Rs '{body: .}' "$report" >"$work"
  if [ "$found" = null ]; then
    call POST "$(comments_of "$number")" "$work" >/dev/null
    echo "commented on #$number"
  elif jq -e --argjson own "$own" '.marker.time > $own.time' <<<"$found" >/dev/null; then
    echo "left the comment on #$number alone: a later run wrote it"
  elif jq -e --argjson own "$own" '.marker.body == $own.body' <<<"$found" >/dev/null; then
    echo "left the comment on #$number alone: it says the same"
  else
    id=$(jq -r .id <<<"$found")
    call "$update" "$(comment_at "$number" "$id")" "$work" >/dev/null
    echo "updated the comment on #$number"
  fi
}

digest() {
  local number own digest
  number=$(reviewed)
  # Whether the plan may be applied is not asked here, only whose it is; the files tell.
  own=$({ pinplan validate -C "$1" --format markdown || true; } | jq -Rsc "$marker {body: .} | marker")
  [ "$own" != null ] || fail "the project in $1 cannot be read"
  digest=$(mine "$number" | jq -sr --argjson own "$own" "$same [.[].marker | select(same(\$own))] | last | select(. and whose == (\$own | whose)) | .digest // empty")
  [ -n "$digest" ] || fail "#$number has no comment with a plan of this project, so none was reviewed"
  echo "$digest"
}

case "${1:-}" in
  post) post "${2:?a report}" ;;
  digest) digest "${2:?a project}" ;;
  *) fail "comments.sh post REPORT, or comments.sh digest PROJECT" ;;
esac
