import AdsModel
import Diagnostics

/// What `audience check` found in a list.
public struct ListCheck: Sendable {
  /// What was read; none where nothing could be.
  public struct Counts: Sendable {
    public var lines: Int
    public var distinct: Int
    public var duplicates: Int
    /// How the first entry is written; none without an entry.
    public var hashing: ListHashing?

    public init(lines: Int, distinct: Int, duplicates: Int, hashing: ListHashing?) {
      self.lines = lines
      self.distinct = distinct
      self.duplicates = duplicates
      self.hashing = hashing
    }
  }

  /// The file as it was named.
  public var file: String
  public var counts: Counts?
  public var diagnostics: [Diagnostic]

  public init(file: String, counts: Counts?, diagnostics: [Diagnostic]) {
    self.file = file
    self.counts = counts
    self.diagnostics = diagnostics
  }
}
