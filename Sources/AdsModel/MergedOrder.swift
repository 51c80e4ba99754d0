extension Array where Element: Hashable {
  /// One order that several fit into: a new element follows the one before it in its own list.
  ///
  /// Where two lists disagree, the first one is right.
  package init(merging lists: some Sequence<[Element]>) {
    self = []
    for list in lists {
      var next = 0
      for element in list {
        if let known = firstIndex(of: element) {
          next = known + 1
        } else {
          insert(element, at: next)
          next += 1
        }
      }
    }
  }

  /// Where each element stands.
  package var ranks: [Element: Int] {
    Dictionary(uniqueKeysWithValues: enumerated().map { ($1, $0) })
  }
}

extension ResourceKind {
  /// The kinds in the order in which their fields and keys make one order: what has most comes first.
  package static let inFieldOrder: [Self] = [.adGroup, .campaign, .ad, .keyword, .audience]
}
