import AdsModel
import Applying
import PinterestAPI
import Planning
import StateStore

extension PinterestTarget {
  /// The account's own audiences, newest first, as those who look for them would have them.
  func audiences(_ requests: [LookRequest], _ reading: LiveReading) async throws(APIError)
    -> [LiveResource]
  {
    let live = try await client.audiences(in: account, newestFirst: true)
    let sources = requests.compactMap(\.fields)
    return live.map { reading.audience($0, stored: LookRequest.written(in: sources)) }
  }

  /// What became of creations of audiences.
  ///
  /// One that is made elsewhere is only referred to: nothing was sent, and it is there under its id.
  func audienceCreations(
    _ requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async throws(APIError) -> [LookFinding] {
    let sent = requests.filter { $0.audienceType != .external }
    guard let first = sent.first else { return requests.map(\.externalFinding) }
    let children = try await children(of: Place(first), sent)
    var found = creations(sent, among: children, besides: known)[...]
    return requests.map { request in
      guard request.audienceType != .external else { return request.externalFinding }
      return switch found.popFirst() {
      case .happened(let id, _)?: .happened(id: id, remembering: .ownAudience)
      case let finding?: finding
      case nil: .didNotHappen
      }
    }
  }
}

extension LookRequest {
  /// The type of the audience that it is about, where it would be stored.
  var audienceType: AudienceType? {
    fields?[.type]?.text.flatMap(AudienceType.init(rawValue:))
  }

  /// An audience that is made elsewhere is there under its id.
  fileprivate var externalFinding: LookFinding {
    fields?[.id]?.text.map { .happened(id: $0) } ?? .didNotHappen
  }

  /// What of sources is written as an id, in any of some audiences.
  fileprivate static func written(in all: [Fields]) -> Fields {
    var fields = Fields()
    for path in [FieldPath.sourceAds, .sourceCampaigns] {
      fields.put(path, .list(all.flatMap { $0[path]?.list ?? [] }))
    }
    return fields
  }
}
