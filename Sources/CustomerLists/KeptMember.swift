/// A member as the state has it: there, or with an upload that nobody knows the end of.
public struct KeptMember {
  public let member: SealedMember
  /// Whether the person may be on the list or not.
  public let isUncertain: Bool

  public init(_ member: SealedMember, isUncertain: Bool = false) {
    self.member = member
    self.isUncertain = isUncertain
  }
}

/// Brings those of whom nobody knows whether they are on a list among those who are.
public struct UncertainMembers {
  private let members: [SealedMember]
  private var place = 0

  /// In any order; who came and who went, and both is fine.
  public init(_ members: [SealedMember]) {
    var sorted: [SealedMember] = []
    for member in members.sorted(by: { $0.lookup < $1.lookup })
    where sorted.last.map({ $0.lookup != member.lookup }) ?? true {
      sorted.append(member)
    }
    self.members = sorted
  }

  public var isEmpty: Bool { members.isEmpty }

  /// Hands on who comes before a member of the list, and then that one.
  public mutating func take(
    _ member: SealedMember, _ body: (KeptMember) throws -> Void
  ) rethrows {
    while place < members.count, members[place].lookup < member.lookup {
      place += 1
      try body(KeptMember(members[place - 1], isUncertain: true))
    }
    let isUncertain = place < members.count && members[place].lookup == member.lookup
    if isUncertain { place += 1 }
    try body(KeptMember(member, isUncertain: isUncertain))
  }

  /// Hands on who comes after the last of the list.
  public mutating func finish(_ body: (KeptMember) throws -> Void) rethrows {
    while place < members.count {
      place += 1
      try body(KeptMember(members[place - 1], isUncertain: true))
    }
  }
}
