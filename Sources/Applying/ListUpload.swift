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

  /// All batches in one write; none where nobody comes or goes.
  mutating func whole() async throws -> MembersWrite? {
    guard !cursors.isEmpty, let list = values.memberList else { return nil }
    var write = MembersWrite(list)
    while let batch = try await batch(most: .max) {
      write.add += batch.write.add
      write.remove += batch.write.remove
    }
    return write.add.isEmpty && write.remove.isEmpty ? nil : write
  }
}
