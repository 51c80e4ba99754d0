import AdsModel
import Applying
import PinterestAPI
import Planning
import StateStore

/// What makes a live resource the one that an unanswered creation made.
///
/// The API has no idempotency key, no unique names and no look-up by name. What is ours has to be
/// newer than everything that the account had before the apply (ids rise, and `order` lists by
/// them), to lie below the same parent, to be nobody else's, and to hold exactly what was sent:
///
/// - a campaign: its name, which is unique among what a project declares, and all its fields;
/// - an ad group: the same below its campaign;
/// - an ad: its Pin, its name if it has one, destination and status below its ad group; ads that
///   are alike in all of it are interchangeable, so any of them may be taken for any;
/// - an audience: its name, its type and all that it is made from, among the account's own ones; one
///   that is made elsewhere is only referred to, so nothing was sent;
/// - a keyword: text and match type below its ad group, a pair that a project declares once; the API
///   cannot list the newest, so there is no mark, and one that was there already is taken over.
///
/// Where more such resources exist than were sent, nothing can tell which is ours.
extension PinterestTarget {
  public func marks(for kinds: Set<ResourceKind>) async throws(TargetFailure)
    -> [ResourceKind: String]
  {
    let newest = ListFilter(newestFirst: true, limit: 1)
    do throws(APIError) {
      var marks: [ResourceKind: String] = [:]
      if kinds.contains(.campaign) {
        marks[.campaign] = try await client.campaigns(in: account, newest).first?.id
      }
      if kinds.contains(.adGroup) {
        marks[.adGroup] = try await client.adGroups(in: account, newest).first?.id
      }
      if kinds.contains(.ad) { marks[.ad] = try await client.ads(in: account, newest).first?.id }
      if kinds.contains(.audience) {
        marks[.audience] =
          try await client.audiences(in: account, newestFirst: true, limit: 1).first?.id
      }
      return marks
    } catch {
      throw TargetFailure(error)
    }
  }

  public func look(
    for requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async -> [LookFinding] {
    var findings = await lookForLists(requests)
    let open = requests.indices.filter { findings[$0] == nil }
    let places = Dictionary(grouping: open) { Place(requests[$0]) }
    for (place, indices) in places {
      let found: [LookFinding]
      do throws(APIError) {
        let wanted = indices.map { requests[$0] }
        if !place.isCreation {
          found = try await changes(wanted, place.kind)
        } else if place.kind == .audience {
          found = try await audienceCreations(wanted, besides: known)
        } else {
          found = creations(
            wanted, among: try await children(of: place, wanted), besides: known)
        }
      } catch {
        found = indices.map { _ in .failed(error.description) }
      }
      for (index, finding) in zip(indices, found) { findings[index] = finding }
    }
    return findings.map { $0 ?? .failed("nobody looked") }
  }

  /// Where operations of one kind are looked for.
  struct Place: Hashable {
    let kind: ResourceKind
    let isCreation: Bool
    /// Only creations are looked for below a parent.
    let parentID: String?

    init(_ request: LookRequest) {
      kind = request.record.address.kind
      isCreation = request.record.kind == .create
      parentID = isCreation ? request.parentID : nil
    }
  }

  /// All that lies in a place and is newer than the oldest mark, of whatever status.
  func children(of place: Place, _ requests: [LookRequest]) async throws(APIError)
    -> [LiveResource]
  {
    let reading = try await reading(for: requests)
    switch (place.kind, place.parentID) {
    case (.campaign, _):
      return try await client.campaigns(in: account, ListFilter(newestFirst: true))
        .map { reading.campaign($0) }
    case (.adGroup, let parent?):
      return try await client.adGroups(
        in: account, ListFilter(.campaigns([parent]), newestFirst: true)
      ).map { reading.adGroup($0) }
    case (.ad, let parent?):
      return try await client.ads(in: account, ListFilter(.adGroups([parent]), newestFirst: true))
        .map { wire in reading.ad(wire, stored: Self.meant(by: wire, requests)) }
    case (.keyword, let parent?):
      return try await client.keywords(in: account, adGroups: [parent]).map {
        reading.keyword($0)
      }
    case (.audience, _): return try await audiences(requests, reading)
    // What has no parent can lie nowhere.
    case (.adGroup, nil), (.ad, nil), (.keyword, nil): return []
    }
  }

  /// How the project wrote what may be this ad, for telling a destination from its parameters.
  private static func meant(by wire: WireAd, _ requests: [LookRequest]) -> Fields? {
    requests.lazy.compactMap(\.fields).first { fields in
      Destination.fields(of: wire.destinationURL, asIn: fields)[.destinationURL]
        == fields[.destinationURL]
    }
  }

  func reading(for requests: [LookRequest]) async throws(APIError) -> LiveReading {
    var names = TargetingNames()
    for request in requests { names.add(request.referenceIDs) }
    let words = requests.lazy.compactMap { $0.fields?[.interests]?.list }.joined()
    if words.contains(where: { !TargetingNames.isID($0) }) {
      names.interestIDs = try await interests.ids()
    }
    return LiveReading(names: names.reversed)
  }

  func creations(
    _ requests: [LookRequest], among children: [LiveResource],
    besides known: [ResourceKind: Set<String>]
  ) -> [LookFinding] {
    var findings: [LookFinding] = Array(repeating: .didNotHappen, count: requests.count)
    // What is alike in all that was sent can only be told apart by counting.
    let alike = Dictionary(grouping: requests.indices) { requests[$0].outcome?.attributes ?? [] }
    for indices in alike.values {
      let request = requests[indices[0]]
      guard let outcome = request.outcome else { continue }
      let kind = request.record.address.kind
      let candidates = children.filter { child in
        !(known[kind]?.contains(child.id) ?? false)
          && Self.isNewer(child.id, than: request.newerThan) && child.isAsStored(outcome)
      }
      if candidates.count > indices.count {
        let ids = candidates.map(\.id).joined(separator: ", ")
        for index in indices {
          findings[index] = .cannotTell(
            "\(candidates.count) \(kind.title)s on Pinterest are just what was sent for \(requests[index].record.address) (ids \(ids)), and nothing tells which of them is ours; \(kind == .audience ? "remove the others in Ads Manager" : "archive the others with `pinplan retire ID`"), then apply again"
          )
        }
      } else {
        for (index, child) in zip(indices, candidates) { findings[index] = .happened(id: child.id) }
      }
    }
    return findings
  }

  private static func isNewer(_ id: String, than mark: String?) -> Bool {
    guard let mark else { return true }
    return id.count == mark.count ? id > mark : id.count > mark.count
  }

  /// Whether changes and archivings of one kind are visible in the account.
  private func changes(_ requests: [LookRequest], _ kind: ResourceKind) async throws(APIError)
    -> [LookFinding]
  {
    let ids = requests.compactMap(\.record.id)
    let reading = try await reading(for: requests)
    let byID = Dictionary(requests.map { ($0.record.id ?? "", $0.fields) }) { first, _ in first }
    var live: [LiveResource] = []
    switch kind {
    case .campaign:
      live = try await client.campaigns(in: account, ListFilter(.ids(ids))).map {
        reading.campaign($0)
      }
    case .adGroup:
      live = try await client.adGroups(in: account, ListFilter(.ids(ids)))
        .map { reading.adGroup($0, stored: byID[$0.id] ?? nil) }
    case .ad:
      live = try await client.ads(in: account, ListFilter(.ids(ids)))
        .map { reading.ad($0, stored: byID[$0.id] ?? nil) }
    case .keyword:
      let parents = Set(requests.compactMap(\.parentID)).sorted()
      live = try await client.keywords(in: account, adGroups: parents).map {
        reading.keyword($0)
      }
    case .audience: live = try await audiences(requests, reading)
    }
    let rows = Dictionary(live.map { ($0.id, $0) }) { first, _ in first }
    return requests.map { request in
      let id = request.record.id ?? ""
      let row = rows[id]
      switch request.record.kind {
      // Archived keywords and removed audiences are not listed.
      case .archive, .archiveReplaced:
        return row.map { $0.status == .archived } ?? (kind == .keyword || kind == .audience)
          ? .happened(id: id) : .didNotHappen
      default:
        // Of what is made elsewhere only the state knows.
        if request.audienceType == .external { return .happened(id: id) }
        guard let row else { return .didNotHappen }
        let missing = Set(request.outcome.map { row.differences(from: $0).map(\.path) } ?? [])
        let isThere = request.record.fields.allSatisfy { !missing.contains($0.path) }
        return isThere ? .happened(id: id) : .didNotHappen
      }
    }
  }
}

extension LookRequest {
  /// The resource as it would be stored had the operation happened.
  var fields: Fields? { outcome.flatMap { Fields(json: $0.attributes) } }
}

extension LiveResource {
  /// Whether the account holds what is stored, or would be, as far as it carries it.
  func isAsStored(_ resource: StoredResource) -> Bool {
    guard kind == .keyword else { return differences(from: resource).isEmpty }
    let stored = Fields(json: resource.attributes)
    return [FieldPath.text, .match].allSatisfy { stored?[$0] == fields[$0] }
  }

  /// The fields that the account holds otherwise than stored.
  func differences(from resource: StoredResource) -> [FieldDrift] {
    FieldDrift.between(resource, self, carried: Catalogue.carried[kind] ?? [])
  }
}
