import AdsModel
import Foundation

/// The last line of a report, read back: whose report a comment is, of which run, and what it says.
public struct FoundMarker: Hashable, Sendable {
  public enum Kind: String, Sendable { case plan, apply }

  /// What came of an apply.
  public enum Outcome: String, Sendable {
    /// Something was done, and nothing is left.
    case done
    /// It stopped part-way.
    case stopped
    /// There was nothing to do, or nothing was left of it.
    case nothing = "nothing_to_do"
    /// Nothing was written, and something was to be.
    case untouched

    /// Whether this run wrote nothing.
    var isWithoutEffect: Bool { self == .nothing || self == .untouched }
  }

  public let kind: Kind
  public let project: String?
  public let digest: String?
  public let body: String?
  public let head: String?
  public let outcome: Outcome?
  /// Target, account and ad account: whose plan it is.
  private let owner: [String?]
  private let time: Instant?
  private let run: RunOrder?

  /// Reads the marker of a comment; none where its last line is not one.
  public init?(in comment: String) {
    // Services and people end lines as they like.
    let lines = comment.split(whereSeparator: \.isNewline)
    guard let last = lines.last(where: { $0.contains { !$0.isWhitespace } }),
      let line = last.wholeMatch(of: #/<!-- pinplan (\{.*\}) -->\s*/#),
      let members = try? JSONDecoder().decode([String: String?].self, from: Data(line.1.utf8)),
      let kind = members["kind"]?.flatMap(Kind.init(rawValue:))
    else { return nil }
    func member(_ name: String) -> String? { members[name] ?? nil }
    self.kind = kind
    project = member("project")
    digest = member("digest")
    body = member("body")
    head = member("head")
    outcome = member("outcome").flatMap(Outcome.init(rawValue:))
    owner = ["target", "account", "ad_account_id"].map(member)
    time = member("time").flatMap(Instant.init(parsing:))
    run = member("run").flatMap(RunOrder.init)
  }

  /// What a report of a project would carry, to compare with what is found.
  public init?(ofPlanOf account: Account, on target: TargetKind, _ options: MarkdownOptions) {
    let marker = ReportMarker(kind: .plan, target: target, account: account, options: options)
    self.init(in: marker.text(for: ""))
  }

  /// Whether two reports are of one project: its folder, and its account only where a report does not
  /// say.
  func isOfSameProject(as other: Self) -> Bool {
    guard kind == other.kind else { return false }
    if let project, let theirs = other.project { return project == theirs }
    return owner == other.owner
  }

  /// Whether both are of the same account on the same target.
  func hasSameOwner(as other: Self) -> Bool { owner == other.owner }

  /// Whether it was made before another: by an older run, and where one does not say, at an earlier time.
  func isOlder(than other: Self) -> Bool {
    if let run, let theirs = other.run { return run < theirs }
    guard let time, let theirs = other.time else { return false }
    return time < theirs
  }
}

/// `ID.ATTEMPT`: a later run has a higher id, one that is run again a higher attempt.
private struct RunOrder: Hashable, Comparable {
  let numbers: [UInt64]

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0) }
    guard parts.count == 2, !parts.contains(nil) else { return nil }
    numbers = parts.compactMap(\.self)
  }

  static func < (left: Self, right: Self) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}

extension [FoundMarker] {
  /// The digest of the newest plan of a project that was reviewed; none where there is no plan, or the
  /// newest is of another account.
  public func reviewedDigest(of own: FoundMarker) -> String? {
    let plans = filter { $0.isOfSameProject(as: own) }
    guard let newest = plans.newest, newest.hasSameOwner(as: own) else { return nil }
    return newest.digest
  }

  fileprivate var newest: FoundMarker? {
    reduce(nil) { newest, next in
      guard let newest, next.isOlder(than: newest) else { return next }
      return newest
    }
  }
}
