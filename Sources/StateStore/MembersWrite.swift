import CustomerLists

/// Who comes to a list that the state keeps, and who goes, once the batch that did it is settled.
///
/// A list is named by the private values of what it belongs to (`PrivateValues.memberList`), not by an
/// address. Adding somebody who is there and taking out somebody who is not change nothing.
public struct MembersWrite: Hashable, Sendable {
  public let list: String
  /// Whether everything that is kept of the list goes, before anybody comes.
  public var isForgotten = false
  public var remove: [SealedMember]
  public var add: [SealedMember]

  public init(_ list: String, add: [SealedMember] = [], remove: [SealedMember] = []) {
    self.list = list
    self.add = add
    self.remove = remove
  }

  public static func forgetting(_ list: String) -> Self {
    var write = Self(list)
    write.isForgotten = true
    return write
  }
}

extension MembersWrite: CustomStringConvertible, CustomReflectable {
  public var description: String { "<\(add.count) in, \(remove.count) out>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
