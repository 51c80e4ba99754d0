import CustomerLists
import Planning

/// Who comes to a list that the state keeps, and who goes, once the batch that did it is settled.
///
/// A list is named by the private values of what it belongs to (`PrivateValues.memberList`), not by an
/// address. Adding somebody who is there and taking out somebody who is not change nothing.
public struct MembersWrite: Hashable, Sendable {
  public let list: String
  /// Whether everything that is kept of the list goes, before anybody comes.
  public var isForgotten = false
  /// Whether this is about to be asked for, so that nobody knows before it is settled who is there: they
  /// are kept beside the list until a write that is not.
  public var isUnderWay = false
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

extension MembersWrite {
  /// What it comes to for what is kept: of the list, of those who may have come and of those who may have
  /// gone.
  var parts: [Self] {
    let (coming, going) = (MemberList.coming(to: list), MemberList.going(from: list))
    if isForgotten { return [self] + [coming, going].map(Self.forgetting) }
    guard !isUnderWay else {
      return [Self(coming, add: add), Self(going, add: remove)].filter { !$0.add.isEmpty }
    }
    let settled = add + remove
    return [self, Self(coming, remove: settled), Self(going, remove: settled)]
  }
}

extension MembersWrite: CustomStringConvertible, CustomReflectable {
  public var description: String { "<\(add.count) in, \(remove.count) out>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
