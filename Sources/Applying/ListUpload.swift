import CustomerLists
import Planning
import StateStore

/// What an operation does to lists, as far as it has got.
struct ListUpload {
  /// What is remembered from its first batch on.
  var values: PrivateValues
  /// Whether the list cannot be made without anybody on it.
  let needsSomebody: Bool
  private let key: ListKey?
  /// One for each list.
  var cursors: [UploadCursor] = []

  init(values: PrivateValues, needsSomebody: Bool = false, key: ListKey? = nil) {
    self.values = values
    self.needsSomebody = needsSomebody
    self.key = key
  }

  /// The next batch; none once everybody is handed out.
  mutating func batch(most limit: Int) async throws -> UploadBatch? {
    while !cursors.isEmpty {
      if let batch = try await cursors[0].batch(most: limit) {
        return cursors.count == 1 ? batch : batch.followed
      }
      cursors.removeFirst()
    }
    return nil
  }

  /// Somebody who is nobody, for a list that is to be made and has nobody: they go again with the next
  /// batch.
  var nobody: UploadBatch? {
    guard let key, let list = values.memberList else { return nil }
    let digest = ListDigest.random()
    let person = UploadPerson(member: key.seal(digest, .sha256), digest: digest)
    return UploadBatch(.add, [person], of: list, isLast: false)
  }

  /// So many people at most, whether they come or go; none where nobody does.
  mutating func part(most limit: Int) async throws -> Part? {
    guard !cursors.isEmpty, let list = values.memberList else { return nil }
    var part = Part(write: MembersWrite(list), isLast: false)
    while part.count < limit, !part.isLast {
      guard let batch = try await batch(most: limit - part.count) else {
        part.isLast = true
        break
      }
      part.write.add += batch.write.add
      part.write.remove += batch.write.remove
      part.isLast = batch.isLast
    }
    return part.count == 0 ? nil : part
  }

  /// What is stored with one settlement where the state is the account.
  struct Part {
    var write: MembersWrite
    /// Whether nobody comes or goes after these.
    var isLast: Bool

    var count: Int { write.add.count + write.remove.count }
  }
}
