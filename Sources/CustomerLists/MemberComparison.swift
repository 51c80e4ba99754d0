/// What makes the stored members of a list those of the file, one person at a time.
public enum MemberStep {
  case keep(SealedMember)
  case add(ListDigest, DigestKind)
  case remove(SealedMember)
}

/// How many come in, go out and are there in the end.
public struct MembershipChange: Hashable, Sendable {
  public var add = 0
  public var remove = 0
  public var total = 0

  public init(add: Int = 0, remove: Int = 0, total: Int = 0) {
    self.add = add
    self.remove = remove
    self.total = total
  }

  /// Whether nobody comes or goes.
  public var isEmpty: Bool { add == 0 && remove == 0 }
}

extension MemberSet {
  /// Goes through what is stored and what the file has, both in the order of lookups.
  ///
  /// `next` hands on the stored members in the order of their bytes; they are read once, and none of
  /// them is kept. The set has to have a key.
  public func compare(
    with next: () throws -> SealedMember?, _ body: (MemberStep) throws -> Void
  ) throws {
    guard let key else { preconditionFailure("members are compared by lookups under a key") }
    var order = StoredOrder()
    var other = try order.checked(next())
    try visitMembers { member in
      while let old = other {
        if member.rank < old.lookup.high { break }
        if member.rank == old.lookup.high, let kind {
          let low = key.lookup(member.digest, kind).lookup.low
          if low < old.lookup.low { break }
          if low == old.lookup.low {
            other = try order.checked(next())
            return try body(.keep(old))
          }
        }
        try body(.remove(old))
        other = try order.checked(next())
      }
      if let kind { try body(.add(member.digest, kind)) }
    }
    while let old = other {
      try body(.remove(old))
      other = try order.checked(next())
    }
  }

  /// How many come and go, without doing anything.
  public func change(from next: () throws -> SealedMember?) throws -> MembershipChange {
    var change = MembershipChange(total: count)
    try compare(with: next) { step in
      switch step {
      case .keep: break
      case .add: change.add += 1
      case .remove: change.remove += 1
      }
    }
    return change
  }
}

/// Holds stored members to their order: out of it people would come and go who are there.
private struct StoredOrder {
  private var last: (high: UInt64, low: UInt64)?

  mutating func checked(_ member: SealedMember?) throws(ListKeyError) -> SealedMember? {
    guard let member else { return nil }
    if let last, member.lookup <= last { throw .damaged }
    last = member.lookup
    return member
  }
}
