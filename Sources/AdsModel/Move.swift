/// An address that gives way to another; the resource itself is not touched.
public struct Move: Hashable, Sendable {
  public let from: Address
  public let to: Address

  public init(from: Address, to: Address) {
    self.from = from
    self.to = to
  }
}
