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
        !Catalogue.canUpdate($0.path, of: change.address.kind)
      }.map(\.path.text)
      guard !uncarried.isEmpty else { continue }
      answers[index] = .refused(
        "target pinterest cannot change \(uncarried.joined(separator: ", ")) of \(change.address)")
    }
  }

  /// Answers for audiences, which are made elsewhere: only the state knows of them.
  mutating func answerAudiences() {
    answerAll { item in
      guard item.isCreation else { return .done(id: item.prepared.id ?? "") }
      let type = item.fields[.type]?.text.flatMap(AudienceType.init(rawValue:))
      switch (type, item.fields[.id]?.text) {
      case (.external?, let id?): return .done(id: id)
      case (.external?, nil), (.visitor?, _), (.customerList?, _), (.engagement?, _),
        (.actalike?, _), (nil, _):
        return .refused("target pinterest refers to audiences and does not create them")
      }
    }
  }
}
