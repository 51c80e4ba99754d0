import AdsModel
import Diagnostics

/// What `audience add`, `remove` or `replace` did to a list that something else fills.
public struct ListFill: Sendable {
  public enum Operation: String, Vocabulary {
    case add, remove, replace
  }

  public enum Outcome: String, Vocabulary {
    case done
    /// There was nobody to put on the list or to take out.
    case nothing = "nothing_to_do"
    /// Nobody said yes; nothing was written.
    case notApproved = "not_approved"
    case failed
  }

  /// How many are sent, and how many are known to be on the list.
  ///
  /// Everybody in the file is sent, whoever is known: only Pinterest knows who is on it.
  public struct Counts: Hashable, Sendable {
    public var added: Int
    public var removed: Int
    public var knownBefore: Int
    public var knownAfter: Int

    public init(added: Int, removed: Int, knownBefore: Int, knownAfter: Int) {
      self.added = added
      self.removed = removed
      self.knownBefore = knownBefore
      self.knownAfter = knownAfter
    }

    /// Whether nothing is sent.
    public var isEmpty: Bool { added == 0 && removed == 0 }
  }

  public let operation: Operation
  public let address: Address
  /// The file as it was named.
  public let file: String
  public var outcome = Outcome.failed
  /// What the file has; none where it could not be read.
  public var read: ListCheck.Counts?
  /// How many entries of the file are among the opt-outs.
  public var suppressed: Int?
  /// None before it is known who comes and goes.
  public var counts: Counts?
  /// Why it failed.
  public var error: String?
  /// Of the state afterwards; none where nothing was written.
  public var lineage: String?
  public var serial: Int64?
  public var diagnostics: [Diagnostic] = []

  public init(_ operation: Operation, _ address: Address, file: String) {
    self.operation = operation
    self.address = address
    self.file = file
  }
}
