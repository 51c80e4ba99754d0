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

  /// Counts who comes or goes with a step.
  public mutating func count(_ step: MemberStep) {
    switch step {
    case .keep: break
    case .add: add += 1
    case .remove: remove += 1
    }
  }
}

/// Goes through who is on a list beside who is stored of it, both in the order of lookups.
///
/// What is stored is handed in as it comes, page by page, and none of it is kept. Who is on both is sealed once
/// more and has to come to what is stored, bit by bit.
public struct MemberComparison {
  private let set: MemberSet
  private let key: ListKey
  private var place = MemberSet.Place()
  private var order = StoredOrder()

  /// The set has to have a key.
  public init(of set: MemberSet) {
    guard let key = set.key else {
      preconditionFailure("members are compared by lookups under a key")
    }
    self.set = set
    self.key = key
  }

  /// Takes the next stored member, and hands on who comes before it, and then what becomes of it.
  public mutating func take(_ stored: KeptMember, _ body: (MemberStep) throws -> Void) throws {
    while true {
      let (step, isOfStored) = try step(before: stored)
      try body(step)
      if isOfStored { return }
    }
  }

  /// The same of somebody who is there for certain.
  public mutating func take(
    _ stored: SealedMember, _ body: (MemberStep) throws -> Void
  ) throws { try take(KeptMember(stored), body) }

  /// Hands on who comes after all that is stored.
  public mutating func finish(_ body: (MemberStep) throws -> Void) throws {
    while let step = nextAddition() { try body(step) }
  }

  /// One step, of somebody who comes before the next stored member or of that one itself.
  public mutating func step(
    before stored: KeptMember
  ) throws -> (step: MemberStep, isOfStored: Bool) {
    if let member = set.next(at: &place), let kind = set.kind {
      switch try self.order(of: member, kind, beside: stored.member) {
      case .before:
        place.index += 1
        return (.add(member.digest, kind), false)
      case .same:
        place.index += 1
        try order.check(stored.member)
        // Whether somebody is there of whom that is not known, they are put in once more.
        return (stored.isUncertain ? .add(member.digest, kind) : .keep(stored.member), true)
      case .after: break
      }
    }
    try order.check(stored.member)
    return (.remove(stored.member), true)
  }

  private enum Order { case before, same, after }

  /// Where somebody on the list belongs beside a stored member, who is the same where sealing gives the same.
  private func order(
    of member: Member, _ kind: DigestKind, beside stored: SealedMember
  ) throws(ListKeyError) -> Order {
    let lookup = stored.lookup
    guard member.rank == lookup.high else { return member.rank < lookup.high ? .before : .after }
    if key.seals(member.digest, kind, as: stored) { return .same }
    let low = key.lookup(member.digest, kind).lookup.low
    // Found by the same, and sealed as somebody else.
    guard low != lookup.low else { throw .damaged }
    return low < lookup.low ? .before : .after
  }

  /// Who comes next after all that is stored; none after the last.
  public mutating func nextAddition() -> MemberStep? {
    guard let member = set.next(at: &place), let kind = set.kind else { return nil }
    place.index += 1
    return .add(member.digest, kind)
  }
}

/// Holds stored members to their order: out of it people would come and go who are there.
private struct StoredOrder {
  private var last: (high: UInt64, low: UInt64)?

  mutating func check(_ member: SealedMember) throws(ListKeyError) {
    if let last, member.lookup <= last { throw .damaged }
    last = member.lookup
  }
}
