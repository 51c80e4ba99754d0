import CustomerLists
import StateStore

/// The next part of what an operation does to a customer list: these come, or these go.
public struct UploadBatch: Sendable {
  public enum Kind: Hashable, Sendable { case add, remove }

  public let kind: Kind
  /// Whether nobody comes or goes after these.
  public let isLast: Bool
  /// Whether the list is one that was being made at the operation's address and is given up.
  public let isOfGivenUp: Bool
  /// The list by its name in the state.
  let list: String
  private let people: [UploadPerson]

  init(
    _ kind: Kind, _ people: [UploadPerson], of list: String, isLast: Bool, isOfGivenUp: Bool = false
  ) {
    self.kind = kind
    self.people = people
    self.list = list
    self.isLast = isLast
    self.isOfGivenUp = isOfGivenUp
  }

  /// The same where another list comes after this one.
  var followed: Self {
    Self(kind, people, of: list, isLast: false, isOfGivenUp: isOfGivenUp)
  }

  public var count: Int { people.count }

  /// Their digests in lower-case hexadecimal, with commas between: as Pinterest has them.
  public var records: String {
    people.lazy.map { $0.digest.hexadecimal($0.member.kind) }.joined(separator: ",")
  }

  /// What the state keeps of it once it is settled.
  var write: MembersWrite {
    let members = people.map(\.member)
    return kind == .add ? MembersWrite(list, add: members) : MembersWrite(list, remove: members)
  }

  /// What the state keeps of it while nobody knows.
  var writeUnderWay: MembersWrite {
    var write = write
    write.isUnderWay = true
    return write
  }
}

extension UploadBatch: CustomStringConvertible, CustomReflectable {
  public var description: String { "<\(count) \(kind == .add ? "in" : "out")>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Somebody who is uploaded, as they are stored and as they are sent.
struct UploadPerson: Sendable {
  let member: SealedMember
  let digest: ListDigest
}
