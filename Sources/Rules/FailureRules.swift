import Diagnostics

private let safety = "pinplan: nothing is written on a guess"
private let root = "version: 1\naccount: { name: northwind-uk, country: GB }\n"

extension Rule {
  /// What a run may meet that is no mistake in the files: the state, the plan, the account.
  ///
  /// Every document of a command that exits with 3 or 4 has one of them.
  static let failureRules = [
    failure(
      .stateMissing, "A state that was there once is there.",
      breaks: "a `.pinplan` that is an empty folder, or a link to a disk that is not there"),
    failure(
      .stateUnusable, "The state can be read and written, and is whole.",
      breaks: "a `.pinplan/state.db` that was cut short"),
    failure(
      .stateLocked, "Nobody else is applying with the same state.",
      breaks: "an apply while another one runs"),
    failure(
      .stateOtherAccount, "The state is that of the declared account and target.",
      breaks: "another `ad_account_id` over the same `.pinplan`"),
    failure(
      .stateMoveInvalid, "`state mv` and `state rm` name what is stored and what is free.",
      breaks: "`pinplan state rm campaign/spring` where no such campaign is stored"),
    failure(
      .stateNothingStored, "What works on stored resources finds a state.",
      breaks: "`pinplan state mv` before anything was applied"),
    failure(
      .historyNoEntry, "`history show` names an apply that is on record.",
      breaks: "`pinplan history show 7` after three applies"),
    failure(
      .importRefused, "`import --only ADDRESS=ID` binds what is declared to what it can be.",
      breaks: "`--only campaign/a=C` where the account has nothing under C"),
    failure(
      .importUnmatched, "`import --only` matches something that is nobody's.",
      breaks: "`--only campaign/spirng*`"),
    failure(
      .importLeftOut, "`import` can write all that it was asked for.",
      breaks: "a live campaign with an objective that the format does not have"),
    failure(
      .retireNotFound, "`retire` names something on the account.",
      breaks: "`pinplan retire 12` of an account that has nothing under 12"),
    failure(
      .retireUnclear, "`retire` names one thing.",
      breaks: "`pinplan retire ID` where a campaign and an ad have that id"),
    failure(
      .retireOwned, "`retire` archives what is nobody's; what the project owns leaves the YAML.",
      breaks: "`pinplan retire ID` of a declared campaign"),
    failure(
      .listKeyUnusable, "People who are stored were sealed with the list key that there is.",
      breaks: "a `.pinplan/list.key` that was lost, or another `PINPLAN_LIST_KEY`"),
    failure(
      .audienceNotExternal,
      "`audience add`, `remove`, `replace` and `stream` name a list with `sync: external`.",
      breaks: "`pinplan audience add customers new.csv` where `customers` has `sync: delta`"),
    failure(
      .audienceNotMade, "A list that people come to is made before.",
      breaks: "`pinplan audience add crm new.csv` before the first `pinplan apply`"),
    failure(
      .streamSyntax,
      "A line of a stream is a JSON object with the texts `op`, `namespace` and `value`, each once.",
      breaks: "an empty line, or one without `value`"),
    failure(
      .streamUnknownOp, "The `op` of a line is `add` or `remove`.",
      breaks: "`\"op\":\"ADD\"`"),
    failure(
      .streamUnknownNamespace,
      "The `namespace` of a line is `Email`, `Email_LC_SHA256`, `GAID` or `IDFA`.",
      breaks: "`\"namespace\":\"Phone\"`"),
    failure(
      .streamTooLong, "A line of a stream has at most 4,096 bytes.",
      breaks: "a line that a broken export never ended"),
    failure(
      .streamCheckpoint, "A checkpoint holds a number of lines, and the input has as many.",
      breaks: "`--checkpoint` of another input"),
    failure(
      .streamStopped, "A stream can be read, and its batches sent.",
      breaks: "a token that ended and cannot be renewed"),
    failure(
      .planStale, "A saved plan is applied to what it was made from.",
      breaks: "a file of the project that was edited since the plan was saved"),
    failure(
      .planNotReviewed, "A plan has the digest that `--expect` names.",
      breaks: "an edit between the review and the apply"),
    failure(
      .planFileUnusable, "A plan file is what `pinplan plan --out` wrote.",
      breaks: "a plan file that was edited by hand"),
    failure(
      .outputUnwritable, "What a run has to write can be written.",
      breaks: "`pinplan plan --out` into a folder that is not there"),
    failure(
      .applyNotApproved, "An apply is approved: by the word yes, a digest or a saved plan.",
      breaks: "`pinplan apply` in a job without a terminal"),
    failure(
      .targetNoAccount, "What asks an ad account has one to ask.",
      breaks: "`pinplan drift` of a project with target local"),
    failure(
      .pinterestFailed, "Pinterest answers.", breaks: "a connection that is lost"),
    failure(
      .insightsNotInAPI, "`insights` asks for what Pinterest's API tells.",
      breaks: "`pinplan insights overview --age 25-34`, which Pinterest's own pages know"),
    failure(
      .insightsRealTimeFilter,
      "`--real-time` goes without what cannot be told of the last 48 hours.",
      breaks: "`pinplan insights overview --real-time --split device`"),
    failure(
      .insightsPinNotFound, "`insights pin` names Pins that the account may see.",
      breaks: "`pinplan insights pin 12` where there is no such Pin"),
    failure(
      .performanceNothingSelected, "`performance` selects something that is in the state.",
      breaks: "`pinplan performance campaign/spirng`"),
    failure(
      .insightsArchiveUnusable,
      "The archive of `insights collect` can be read and is the account's.",
      breaks: "a `.pinplan/insights.db` that was cut short, or another `ad_account_id` over it"),
    failure(
      .authFailed, "There is a token that Pinterest takes.",
      breaks: "no PINTEREST_ACCESS_TOKEN and no stored token"),
    failure(
      .authTokenEnds, "A stored token lasts longer than `--warn-days`.",
      breaks: "`pinplan auth status --warn-days 10` five days before its end"),
    failure(
      .audienceUnknown, "`audience` names what is stored.",
      breaks: "`pinplan audience status byuers` of a project that has `buyers`"),
    failure(
      .webhookFailed, severity: .warning, "The address of `--webhook` takes the notices.",
      breaks: "a webhook that answers 500 three times"),
    failure(
      .reviewFailed,
      "The review service of a job takes its comments, and tells those that are there.",
      breaks: "`pinplan ci plan` in a job without `permissions: { pull-requests: write }`"),
  ]

  private static func failure(
    _ code: DiagnosticCode, severity: Severity = .error, _ summary: String,
    breaks description: String
  ) -> Rule {
    Rule(
      code, severity, summary, source: safety, rejects: .none(description), accepts: .root(root),
      check: .happening)
  }
}
