/// One thing that goes wrong, and with which requests.
struct Fault: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case errorBeforeCommit = "error_before_commit"
    case errorAfterCommit = "error_after_commit"
    case errorAfterPart = "error_after_part"
    case closeBeforeCommit = "close_before_commit"
    case closeAfterCommit = "close_after_commit"
    case hang
    case rateLimited = "rate_limited"
    case unauthorized
    case partialBatch = "partial_batch"
    case garbageBody = "garbage_body"
    case truncatedBody = "truncated_body"
    case slow
    case commitsLate = "commits_late"
    case commitsLateAfterClose = "commits_late_after_close"
    case commitsLateAfterError = "commits_late_after_error"
    case visibleLate = "visible_late"

    var commitsLate: Bool {
      self == .commitsLate || self == .commitsLateAfterClose || self == .commitsLateAfterError
    }

    /// Whether the request is carried out unless a rule says otherwise.
    var commits: Bool {
      switch self {
      case .errorBeforeCommit, .closeBeforeCommit, .rateLimited, .unauthorized, .hang: false
      default: true
      }
    }
  }

  let id: Int
  let kind: Kind
  var method: String?
  var pathPrefix: String?
  var operation: String?
  var category: String?
  /// The first request that it hits, from 1.
  var at = 1
  /// How many in a row.
  var times = 1
  /// Whether requests that do not match count towards `at` too.
  var countsAll = false
  var commits: Bool
  var milliseconds: Int?
  /// In place of `milliseconds`: each hit draws up to so many, the same ones for the same seed.
  var longestMilliseconds: Int?
  var seed = 1
  /// How long reads do not show what was carried out.
  private var hiddenMilliseconds: Int?
  /// Whether the connection ends in place of an answer that would come.
  var closes = false
  var status = 500
  var code = 500
  var message: String?
  var retryAfter = 1
  var items: Set<Int>?
  /// Requests counted, and requests hit.
  var seen = 0
  var hits = 0

  private static let names: Set<String> = [
    "kind", "match", "at", "times", "count", "commit", "after_ms", "status", "code", "message",
    "retry_after", "items", "up_to_ms", "seed", "hidden_ms", "close",
  ]

  init(_ json: JSON, id: Int) throws(Refusal) {
    guard let kind = Kind(rawValue: json["kind"]?.string ?? "") else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw Refusal("kind is one of \(kinds).")
    }
    let unknown = (json.object ?? [:]).keys.filter { !Self.names.contains($0) }.sorted().first
    if let unknown { throw Refusal("\(unknown) is not part of a fault rule.") }
    let match = json["match"]?.object ?? [:]
    let parts: Set = ["method", "path_prefix", "operation", "category"]
    for name in match.keys.sorted() where !parts.contains(name) {
      throw Refusal("match.\(name) is not part of a fault rule.")
    }
    self.id = id
    self.kind = kind
    method = match.text("method")
    pathPrefix = match.text("path_prefix")
    operation = match.text("operation")
    category = match.text("category")
    at = max(1, json["at"]?.integer ?? 1)
    times = json["times"] == "always" ? .max : max(1, json["times"]?.integer ?? 1)
    countsAll = json["count"] == "all"
    commits = json["commit"]?.boolean ?? kind.commits
    milliseconds = json["after_ms"]?.integer
    longestMilliseconds = json["up_to_ms"]?.integer
    seed = json["seed"]?.integer ?? 1
    hiddenMilliseconds = json["hidden_ms"]?.integer
    closes = json["close"]?.boolean ?? false
    if closes, kind != .visibleLate { throw Refusal("close is for kind visible_late.") }
    status = json["status"]?.integer ?? 500
    code = json["code"]?.integer ?? status
    message = json["message"]?.string
    retryAfter = json["retry_after"]?.integer ?? 1
    items = json["items"]?.array.map { Set($0.compactMap(\.integer)) }
  }

  /// How much later than usual, for the hit that was just taken.
  var delay: Int {
    guard let longestMilliseconds else { return milliseconds ?? 1000 }
    return SplitMix.number(hits, seed: seed, upTo: longestMilliseconds)
  }

  /// How long reads do not show what was carried out; nil when they do at once.
  var hiding: Int? { kind == .visibleLate ? delay : hiddenMilliseconds }

  /// The error that is sent in place of an answer.
  var error: Answer { .failure(status, code: code, message ?? "Internal server error.") }

  private func matches(_ call: Call, _ candidate: Operation) -> Bool {
    (method ?? call.method) == call.method && call.path.hasPrefix(pathPrefix ?? "")
      && (operation ?? candidate.name) == candidate.name
      && (category ?? candidate.category) == candidate.category
  }

  /// Counts a request, and tells whether it is one to hit.
  mutating func takes(_ call: Call, _ operation: Operation) -> Bool {
    let isMatch = matches(call, operation)
    guard isMatch || countsAll else { return false }
    seen += 1
    return isMatch && seen >= at && hits < times
  }

  var json: JSON {
    [
      "id": .integer(id), "kind": .string(kind.rawValue), "at": .integer(at),
      "times": times == .max ? "always" : .integer(times), "seen": .integer(seen),
      "hits": .integer(hits),
    ]
  }
}

/// The rules that are set; the first that hits a request decides.
struct Faults: Sendable {
  private(set) var rules: [Fault] = []
  private var count = 0

  mutating func add(_ json: JSON) throws(Refusal) -> Fault {
    let fault = try Fault(json, id: count + 1)
    count += 1
    rules.append(fault)
    return fault
  }

  /// How often the rules were cleared; a request that hangs does so until the next time.
  private(set) var clearings = 0

  mutating func clear() {
    rules = []
    clearings += 1
  }

  /// The rule that hits a request; one that comes too late for it keeps its turn.
  mutating func take(_ call: Call, _ operation: Operation) -> Fault? {
    var taken: Int?
    for index in rules.indices where rules[index].takes(call, operation) {
      taken = taken ?? index
    }
    guard let taken else { return nil }
    rules[taken].hits += 1
    return rules[taken]
  }
}
