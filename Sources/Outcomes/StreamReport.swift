import AdsModel
import Diagnostics

/// What `audience stream` did.
public struct StreamReport: Sendable {
  /// People of one namespace, and lines that were left out.
  public struct Count: Hashable, Sendable {
    public var added = 0
    public var removed = 0
    public var rejected = 0

    public init() {}
  }

  /// The audience, as far as it is known.
  public let address: Address
  /// Lines of this run, those not among them that were settled before.
  public var read = 0
  /// People who were put on the list, and taken out, by batches that are settled.
  public var added = 0
  public var removed = 0
  public var rejected = 0
  /// Lines after which a later one of the same batch says otherwise, or the same again.
  public var superseded = 0
  /// People on the opt-outs whom a line would have put on the list; they were taken out.
  public var suppressed = 0
  public var batches = 0
  /// How many lines of the whole input are settled, earlier runs included.
  public var settled = 0
  /// By name, in the order in which the format names them.
  public var namespaces: [(name: String, count: Count)]
  /// Why it did not come to its end; none when everything that was read is settled.
  public var stopReason: String?
  public var diagnostics: [Diagnostic] = []

  public init(_ address: Address, namespaces: [String]) {
    self.address = address
    self.namespaces = namespaces.map { ($0, Count()) }
  }

  public var isComplete: Bool { stopReason == nil && diagnostics.isEmpty }
}
