import AdsModel
import Applying
import Planning

extension Batch {
  /// Refuses updates that the API has no way to make.
  ///
  /// The plan refuses them before; whatever gets here all the same is never answered as done without
  /// being sent.
  mutating func refuseUncarried() {
    for index in open where items[index].prepared.operation.kind == .update {
      let change = items[index].change
      let uncarried = change.fields.filter {
        !$0.path.isOfMembers && !Catalogue.canUpdate($0.path, of: change.address.kind)
          || change.address.kind == .audience && Catalogue.isRule($0.path)
      }.map(\.path.text)
      guard !uncarried.isEmpty else { continue }
      answers[index] = .refused(
        "target pinterest cannot change \(uncarried.joined(separator: ", ")) of \(change.address)")
    }
  }
}
