import AdsModel
import Diagnostics

/// What `audience forget` did.
public struct MembersForgotten: Hashable, Sendable {
  public let address: Address
  /// How many people the state kept of it and keeps no more; none where it ended before.
  public var count: Int?
  public var diagnostics: [Diagnostic] = []

  public init(_ address: Address, count: Int?, diagnostics: [Diagnostic] = []) {
    self.address = address
    self.count = count
    self.diagnostics = diagnostics
  }
}
