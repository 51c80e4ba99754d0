import AdsModel

/// How much of a plan is shown.
public enum PlanView: String, CaseIterable, Sendable {
  /// Counts, spend, what is refused and what is archived.
  case summary
  /// Every change; equal ones share a line.
  case changes
  /// Every field of every change, of new resources too.
  case full
}

/// Where a report's links lead, what its marker says and how long it may be.
public struct MarkdownOptions: Sendable {
  /// What a file's path and `#L12` are appended to, such as `https://github.com/o/r/blob/SHA`.
  public var sourceURL: String?
  /// The commit that the report is about, for the marker.
  public var headCommit: String?
  /// When the report was made, for the marker; nothing else in a report depends on it.
  public var time: Instant
  /// The most bytes that a report may have; never below `smallestBudget`.
  public var byteBudget: Int
  public var view: PlanView
  /// Where the project is, seen from the root of the checkout; empty for the root itself.
  public var folder: String
  /// What tells the project from others of its repository, for the marker; none where unknown.
  public var project: String?
  /// Whether a job makes it, which looks at the comments that are there; for the marker.
  public var isOfJob = false
  /// The run of a CI service that makes it, `ID.ATTEMPT`, for the marker.
  public var run: String?
  /// A sentence in Markdown that tells where all of a report is, for one that leaves something out.
  public var whereabouts: String?

  /// What a comment on GitHub can hold, counted in characters; bytes are never fewer.
  public static let defaultBudget = 65_536
  /// Room for all that is never left out: spend, digest, counts and the marker.
  public static let smallestBudget = 8_192

  public init(
    sourceURL: String? = nil, headCommit: String? = nil, time: Instant,
    byteBudget: Int = Self.defaultBudget, view: PlanView = .changes, folder: String = "",
    project: String? = nil
  ) {
    self.sourceURL = sourceURL
    self.headCommit = headCommit
    self.time = time
    self.byteBudget = max(byteBudget, Self.smallestBudget)
    self.view = view
    self.folder = folder
    self.project = project
  }

  /// `campaigns/spring.yaml:15`, with a link where the report knows to what.
  func place(_ file: String, line: Int? = nil) -> String {
    let file = URLText.joined(folder, file)
    let text = MarkdownText.escaped(file) + (line.map { ":\($0)" } ?? "")
    guard var base = sourceURL else { return text }
    while base.hasSuffix("/") { base.removeLast() }
    return "[\(text)](\(URLText.whole(base))/\(URLText.path(file))\(line.map { "#L\($0)" } ?? ""))"
  }
}

extension MarkdownOptions {
  /// Passages one below the other between a head and an end, each with at least the room to be
  /// counted; where something had to be left out, the end says where all of it is.
  func fitted(
    _ passages: [Passage], below head: String, above end: String, room: Int
  ) -> String {
    func text(_ end: String) -> (String, isCut: Bool) {
      var room = room - head.utf8.count - end.utf8.count
      var reserved = passages.reduce(0) { $0 + $1.shortest }
      var text = head
      var isCut = false
      for passage in passages {
        reserved -= passage.shortest
        let shown = passage.fitted(into: room - reserved)
        isCut = isCut || passage.length > room - reserved
        room -= shown.utf8.count
        text += shown
      }
      return (text + end, isCut)
    }
    let (whole, isCut) = text(end)
    guard isCut, let whereabouts else { return whole }
    return text(end + "\(whereabouts)\n\n").0
  }
}
