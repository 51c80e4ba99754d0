import AdsModel
import CustomerLists
import Planning
import StateStore

extension ApplyDriver {
  /// Gives operations that are about to be carried out the people that come or go with them; why they must
  /// not be, where that fails.
  ///
  /// A batch is a step, and what is sent once more is the same batch. Where the state is the account, people
  /// are there once they are stored, and the last of them are stored with the operation itself.
  mutating func gatherPeople(for prepared: inout [PreparedOperation]) async -> String? {
    for index in prepared.indices {
      let change = ledger.change(of: prepared[index].operation)
      guard change.address.kind == .audience else { continue }
      do {
        try await gatherPeople(for: &prepared[index], of: change)
      } catch let error as ListFailure {
        return error.words
      } catch ListKeyError.otherKey {
        return
          "an earlier apply has begun the list of \(change.address) with another list key; bring that back, or take the audience out of the YAML, apply, and declare it again"
      } catch {
        return "\(error)"
      }
    }
    return nil
  }

  private mutating func gatherPeople(
    for prepared: inout PreparedOperation, of change: Change
  ) async throws {
    let position = prepared.operation.sequence
    if let open = uncertain[position] {
      prepared.people = open.people
      return
    }
    if uploads[position] == nil {
      uploads[position] = try await lists.upload(
        prepared, of: change, in: session, isRemote: ledger.isRemote)
    }
    guard var upload = uploads[position] else { return }
    if ledger.isRemote {
      let isBegun = prepared.privateValues.memberList != nil
      prepared.people = try await upload.batch(most: lists.batchLimit)
      if prepared.people == nil, upload.needsSomebody, !isBegun {
        prepared.people = upload.nobody
        // Who goes again is only seen by looking at what is kept then.
        uploads[position] = nil
      } else {
        uploads[position] = upload
      }
      prepared.privateValues.take(upload.values)
    } else {
      let part = try await upload.part(most: lists.batchLimit)
      parts[position] = part?.write
      if let part, !part.isLast {
        upload.values.uploadCount += 1
        prepared.step = OperationStep("upload \(upload.values.uploadCount)", upload.values)
      }
      uploads[position] = upload
    }
  }
}

extension PrivateValues {
  /// Takes the name of the list and what its upload was begun with.
  fileprivate mutating func take(_ upload: Self) {
    if let list = upload.memberList { memberList = list }
    if let begun = upload.begunUpload { begunUpload = begun }
  }
}
