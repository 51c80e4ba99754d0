import AdsModel
import Planning
import StateStore

extension ApplyDriver {
  /// Works out what is stored of lists with operations that are about to be carried out; why they must
  /// not be, where that fails.
  ///
  /// Where the state is the account, a list is uploaded as it is stored.
  mutating func gatherPeople(for prepared: [PreparedOperation]) async -> String? {
    guard !ledger.isRemote else { return nil }
    for prepared in prepared {
      let change = ledger.change(of: prepared.operation)
      guard change.address.kind == .audience else { continue }
      do {
        uploads[prepared.operation.sequence] = try await lists.upload(
          prepared, of: change, in: session)
      } catch let error as ListFailure {
        return error.words
      } catch let error as StateError {
        return error.description
      } catch {
        return "\(error)"
      }
    }
    return nil
  }
}
