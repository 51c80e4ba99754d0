import AdsModel
import Applying
import Planning
import StateStore

extension LookRequest {
  /// What became of the creation of an audience.
  ///
  /// One that is made elsewhere is only referred to: nothing was sent, and it is there under its id.
  var audienceFinding: LookFinding {
    let fields = outcome.flatMap { Fields(json: $0.attributes) }
    switch fields?[.type]?.text.flatMap(AudienceType.init(rawValue:)) {
    case .external?:
      return fields?[.id]?.text.map { .happened(id: $0) } ?? .didNotHappen
    case .visitor?, .customerList?, .engagement?, .actalike?, nil:
      return .cannotTell(
        "target pinterest does not look for audiences that it does not create, and nothing else tells whether \(record.address) was; see in Ads Manager"
      )
    }
  }
}
