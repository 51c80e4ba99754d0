import Diagnostics

/// Where a project is reviewed: requests, and comments on them.
///
/// Lists are whole, however many pages they have. Comments are those of one author alone, ours: what
/// others write is neither believed nor touched.
public protocol ReviewService: Sendable {
  /// The most bytes that a comment may have.
  var longestComment: Int { get }

  /// What people call a request, `#7`.
  func name(of request: Int) -> String

  /// Our comments on a request, in the order in which they were written.
  func comments(on request: Int) async throws(ReviewError) -> [ReviewComment]

  /// Writes a comment; the one that was made.
  func post(_ text: String, on request: Int) async throws(ReviewError) -> ReviewComment

  /// Puts a text in place of that of a comment.
  func replace(_ comment: ReviewComment, on request: Int, with text: String)
    async throws(ReviewError)

  /// The requests that a commit belongs to, merged or not.
  func requests(of commit: String) async throws(ReviewError) -> [ReviewRequest]
}

public struct ReviewComment: Hashable, Sendable {
  public let id: String
  public let text: String
  /// Why it will not be found again: somebody wrote it whose comments are not looked for.
  public let strangeAuthor: String?

  public init(id: String, text: String, strangeAuthor: String? = nil) {
    self.id = id
    self.text = text
    self.strangeAuthor = strangeAuthor
  }

  /// As a service tells of it; `expected` wrote those that are looked for, none where that is not known.
  init(id: Int64, _ text: String?, by author: String?, expecting expected: String?) {
    self.init(
      id: "\(id)", text: text ?? "",
      strangeAuthor: expected == nil || author == expected ? nil : author)
  }
}

/// A request that a commit belongs to.
public struct ReviewRequest: Hashable, Sendable {
  public let number: Int
  public let isMerged: Bool
  /// Whether merging it made the commit, so that it does not just hold it.
  public let madeCommit: Bool

  public init(number: Int, isMerged: Bool, madeCommit: Bool) {
    self.number = number
    self.isMerged = isMerged
    self.madeCommit = madeCommit
  }
}

extension [ReviewRequest] {
  /// The merged ones that may have brought the commit, by their numbers: those that made it, or where
  /// none did those that hold it.
  public var merged: [Int] {
    let merged = filter(\.isMerged)
    let makers = merged.filter(\.madeCommit)
    return Set((makers.isEmpty ? merged : makers).map(\.number)).sorted()
  }
}

/// Why a review service did not do what it was asked for.
public enum ReviewError: Error, Hashable, Sendable {
  /// It said no, in its own words.
  case refused(status: Int, String)
  /// No answer came, or none that tells: what was to be written may be there.
  case unanswered(String)
  /// It cannot be reached, or fails again and again; nothing was written.
  case unavailable(String)
  case unreadable(String)

  /// Whether the token is what it does not like; what may not be seen is said not to be there.
  public var isAboutRights: Bool {
    if case .refused(let status, _) = self { return [401, 403, 404].contains(status) }
    return false
  }
}

extension ReviewError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let status, let words):
      "the service answered \(status)" + (words.isEmpty ? "" : ": \(quoted(words))")
    case .unanswered(let words), .unavailable(let words): words
    case .unreadable(let words): "the service's answer cannot be read: \(words)"
    }
  }
}
