import CustomerLists

extension MemberSet {
  /// Compares with stored members that are asked for one by one.
  func compare(
    with next: () throws -> SealedMember?, _ body: (MemberStep) throws -> Void
  ) throws {
    var comparison = MemberComparison(of: self)
    while let stored = try next() { try comparison.take(stored, body) }
    try comparison.finish(body)
  }

  /// How many come and go.
  func change(from next: () throws -> SealedMember?) throws -> MembershipChange {
    var change = MembershipChange(total: count)
    try compare(with: next) { change.count($0) }
    return change
  }
}

extension MembershipChange {
  /// Whether nobody comes or goes.
  var isEmpty: Bool { add == 0 && remove == 0 }
}
