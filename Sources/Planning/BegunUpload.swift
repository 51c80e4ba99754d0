import AdsModel

/// What an upload of several batches is to bring about: remembered until the last one, so that the plan that
/// goes on with it is the one that was begun.
public struct BegunUpload: Hashable, Sendable {
  public let membership: Membership
  /// How many were on the list before; none before the first upload.
  public let stored: Int?
  /// What the plan is bound to in place of the people.
  public let binding: String

  /// Nobody has none of them.
  private static let none = "-"

  public init(_ change: Change) {
    membership = change.membership ?? Membership(add: 0, remove: 0, total: 0)
    let before = change.fields.first { $0.path == .members }?.before?.text
    stored = change.listBinding == nil ? Int(membership.remove) : before.flatMap { Int($0) }
    binding = change.listBinding ?? Self.none
  }

  /// Of an archiving, which takes everybody out.
  public var isOfEnd: Bool { binding == Self.none }
}

extension BegunUpload: LosslessStringConvertible {
  public init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 5, let add = Int64(parts[0]), let remove = Int64(parts[1]),
      let total = Int64(parts[2])
    else { return nil }
    membership = Membership(add: add, remove: remove, total: total)
    stored = Int(parts[3])
    binding = String(parts[4])
  }

  public var description: String {
    let before = stored.map { String($0) } ?? Self.none
    return "\(membership.add) \(membership.remove) \(membership.total) \(before) \(binding)"
  }
}
