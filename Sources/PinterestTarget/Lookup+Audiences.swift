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
    read(try await client.audiences(in: account, newestFirst: true), requests, reading)
  }

  private func read(
    _ live: [WireAudience], _ requests: [LookRequest], _ reading: LiveReading
  ) -> [LiveResource] {
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
    guard !sent.isEmpty else { return requests.map(\.externalFinding) }
    let live = try await client.audiences(in: account, newestFirst: true)
    let ofRules = sent.filter { $0.list == nil }
    let reading = try await reading(for: ofRules)
    var found = creations(
      ofRules, among: read(live.filter { $0.list == nil }, ofRules, reading), besides: known)[...]
    return requests.map { request in
      guard request.audienceType != .external else { return request.externalFinding }
      let finding =
        request.list.map { Self.creation(request, of: $0, among: live, besides: known) }
        ?? found.popFirst()
      return switch finding {
      case .happened(let id, _)?:
        .happened(id: id, remembering: .ownAudience(request.step?.values ?? [:]))
      case let finding?: finding
      case nil: .didNotHappen
      }
    }
  }

  /// An audience of a list that pinplan made for nothing else is the one that was sent.
  private static func creation(
    _ request: LookRequest, of list: String, among live: [WireAudience],
    besides known: [ResourceKind: Set<String>]
  ) -> LookFinding {
    let found = live.filter { $0.list == list && known[.audience]?.contains($0.id) != true }
    guard found.count > 1 else {
      return found.first.map { .happened(id: $0.id) } ?? .didNotHappen
    }
    let ids = found.map(\.id).joined(separator: ", ")
    return .cannotTell(
      "\(found.count) audiences on Pinterest are of the list that was made for \(request.record.address) (ids \(ids)), and nothing tells which of them is ours; remove the others in Ads Manager, then apply again"
    )
  }

  /// What became of steps of customer lists; none for what is looked for otherwise.
  func lookForLists(_ requests: [LookRequest]) async -> [LookFinding?] {
    guard requests.contains(where: { $0.step != nil }) else { return requests.map { _ in nil } }
    do throws(APIError) {
      let isMade = requests.contains { $0.step?.name == Self.listStep }
      let lists = isMade ? try await client.customerLists(in: account) : []
      return requests.map { lookForList($0, among: lists) }
    } catch {
      return requests.map { request in
        request.step?.name == Self.listStep
          ? .failed(error.description) : lookForList(request, among: [])
      }
    }
  }
}

extension WireAudience {
  /// The customer list that it is of; none of another type.
  var list: String? {
    switch rule?.members["customer_list_id"] {
    case .text(let id)?: id
    case .integer(let id)?: String(id)
    default: nil
    }
  }
}

extension LookRequest {
  /// The list that an audience was to be made of.
  fileprivate var list: String? { step?.values.customerList }

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
