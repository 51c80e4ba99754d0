import AdsModel
import Diagnostics
import ManifestModel
import PinterestAPI
import Planning

/// Reads what the ad account holds of a project: pages of 250, by the campaigns that pinplan owns.
extension PinterestAccount {
  /// What is live of everything that is stored, archived resources among it, and what is nobody's:
  /// every campaign that is not archived, and what lies below the stored ones.
  ///
  /// What lies below nobody's campaigns is not read. The words for audiences and interests come from the
  /// manifest too.
  func observe(_ state: StoredState?, of manifest: Manifest) async throws(APIError)
    -> LiveAccount
  {
    guard let state else {
      // Without a state all there is to be seen is what would be created a second time.
      let campaigns =
        manifest.campaigns.isEmpty ? [] : try await observeCampaigns().resources.map(\.value)
      let reading = LiveReading(names: try await names(of: manifest, nil).reversed)
      let audiences = try await audiences(of: nil, manifest, reading)
      return LiveAccount(campaigns + audiences, carried: Catalogue.carried)
    }
    let stored = Dictionary(
      state.resources.map { (LiveAccount.Key($0.address.kind, $0.id), $0) }
    ) { first, _ in first }
    // What a replacement has not got to yet is below the old copy still.
    let campaignIDs = state.resources.filter { $0.address.kind == .campaign }
      .flatMap { [$0.id] + [$0.replaces].compactMap(\.self) }
    // Where keywords are to be created, there may be some already that are nobody's.
    let keywordParents = Set(
      state.resources.lazy.filter { $0.address.kind == .keyword }.compactMap(\.address.parent)
    ).union(manifest.keywords.lazy.compactMap(\.address.parent))
    let adGroupIDs = state.resources.filter { keywordParents.contains($0.address) }
      .flatMap { [$0.id] + [$0.replaces].compactMap(\.self) }
    var names = try await names(of: manifest, state)
    names.readAudiences(of: state, as: manifest)
    let reading = LiveReading(names: names.reversed)
    func fields(_ kind: ResourceKind, _ id: String) -> Fields? {
      stored[LiveAccount.Key(kind, id)].flatMap { Fields(json: $0.attributes) }
    }
    let words = state.writtenInterests
    let campaigns = try await campaigns(of: state)
    let objectives = campaigns.objectives
    var resources = campaigns.map { reading.campaign($0) }
    // What an archiving left on record is below campaigns that are not.
    let left = state.resources.leftBelowArchived
    func missing(_ kind: ResourceKind, from listed: [String]) -> ListFilter {
      guard !left.isEmpty else { return ListFilter(.ids([])) }
      let known = Set(listed)
      let wanted = state.resources.filter {
        $0.address.kind == kind && left.contains($0.address) && !known.contains($0.id)
      }
      return ListFilter(.ids(wanted.map(\.id)))
    }
    var adGroups = try await client.adGroups(in: id, ListFilter(.campaigns(campaignIDs)))
    adGroups += try await client.adGroups(in: id, missing(.adGroup, from: adGroups.map(\.id)))
    resources += adGroups.map {
      reading.adGroup(
        $0, stored: fields(.adGroup, $0.id) ?? words, under: objectives[$0.campaignID ?? ""])
    }
    var ads = try await client.ads(in: id, ListFilter(.campaigns(campaignIDs)))
    ads += try await client.ads(in: id, missing(.ad, from: ads.map(\.id)))
    resources += ads.map { reading.ad($0, stored: fields(.ad, $0.id)) }
    resources += try await client.keywords(in: id, adGroups: adGroupIDs)
      .map { reading.keyword($0) }
    resources += try await audiences(of: state, manifest, reading)
    return LiveAccount(resources, carried: Catalogue.carried)
  }

  /// The stored audiences that are there, old copies that are still to be removed among them, and those
  /// that are nobody's and have the name of one that pinplan makes.
  ///
  /// Those that are made elsewhere are as they are, so an account that only refers to some is not asked.
  private func audiences(
    of state: StoredState?, _ manifest: Manifest, _ reading: LiveReading
  ) async throws(APIError) -> [LiveResource] {
    let stored = (state?.resources ?? []).filter { $0.address.kind == .audience }
    var resources = stored.filter(\.isMadeElsewhere).map { reading.external($0) }
    let own = stored.filter { !$0.isMadeElsewhere && $0.status != .archived }
      .map { ($0.id, Fields(json: $0.attributes) ?? Fields()) }
    let declared = manifest.audiences.map(\.value).filter { $0.type != .external }
    guard !own.isEmpty || !declared.isEmpty else { return resources }
    let fields = Dictionary(own) { first, _ in first }
    let names = Set(declared.map(\.name) + own.compactMap { $1[.name]?.text })
    let known = Set(
      stored.flatMap { [$0.id] + [$0.replaces].compactMap(\.self) }
        + manifest.audiences.compactMap(\.value.definition.externalID))
    let gone = try await goneLists(of: stored)
    for wire in try await client.audiences(in: id) {
      // Without its list it can be filled no more: it is as good as gone.
      if let list = wire.list, gone.contains(list) { continue }
      if let stored = fields[wire.id] {
        resources.append(reading.audience(wire, stored: stored))
      } else if !known.contains(wire.id), let name = wire.name, names.contains(name) {
        resources.append(reading.audience(wire))
      }
    }
    return resources
  }

  /// The customer lists of audiences that are not in the account; it is only asked where there are some.
  private func goneLists(of audiences: [StoredResource]) async throws(APIError) -> Set<String> {
    let lists = audiences.filter { $0.status != .archived }
      .flatMap { [$0.privateValues, $0.replacedValues].compactMap(\.customerList) }
    guard !lists.isEmpty else { return [] }
    return Set(lists).subtracting(try await client.customerLists(in: id).map(\.id))
  }

  /// Every campaign that is not archived, and the stored ones wherever they went.
  ///
  /// One list tells of both; only what it leaves out is asked for by id.
  private func campaigns(of state: StoredState) async throws(APIError) -> [WireCampaign] {
    let listed = try await client.campaigns(in: id, ListFilter(statuses: .live))
    let known = Set(listed.map(\.id))
    let missing = state.resources.filter { $0.address.kind == .campaign && $0.status != .archived }
      .flatMap { [$0.id] + [$0.replaces].compactMap(\.self) }
      .filter { !known.contains($0) }
    return try await listed + client.campaigns(in: id, ListFilter(.ids(missing)))
  }

  /// The campaigns that run or are paused.
  func observeCampaigns() async throws(APIError) -> LiveAccount {
    let reading = LiveReading(names: TargetingNames().reversed)
    let campaigns = try await client.campaigns(in: id, ListFilter(statuses: .live))
    return LiveAccount(campaigns.map { reading.campaign($0) }, carried: Catalogue.carried)
  }

  /// Everything that is live, for an import; archived resources are left out.
  func observeAll(
    of manifest: Manifest, _ state: StoredState?
  ) async throws(APIError) -> LiveAccount {
    var names = try await names(of: manifest, state)
    names.interestIDs = try await interests.ids()
    let reading = LiveReading(names: names.reversed)
    let campaigns = try await client.campaigns(in: id, ListFilter(statuses: .live))
    let objectives = campaigns.objectives
    var resources = campaigns.map { reading.campaign($0) }
    let adGroups = try await client.adGroups(in: id, ListFilter(statuses: .live))
    // What the project writes as an id stays one.
    var written = Fields()
    written.put(.interests, .list(manifest.adGroups.flatMap(\.value.targeting.interests)))
    resources += adGroups.map {
      reading.adGroup($0, stored: written, under: objectives[$0.campaignID ?? ""])
    }
    resources += try await client.ads(in: id, ListFilter(statuses: .live)).map { reading.ad($0) }
    resources += try await client.keywords(in: id, adGroups: adGroups.map(\.id))
      .map { reading.keyword($0) }
    for audience in try await client.audiences(in: id) {
      resources.append(reading.audience(audience))
    }
    return LiveAccount(resources, carried: Catalogue.carried)
  }

  /// What the project's words for audiences and interests are to Pinterest.
  func names(of manifest: Manifest, _ state: StoredState?) async throws(APIError)
    -> TargetingNames
  {
    var names = TargetingNames()
    for resource in state?.resources ?? [] where resource.address.kind == .audience {
      names.audienceIDs[resource.address.key] = resource.id
    }
    for audience in manifest.audiences {
      guard let id = audience.value.definition.externalID else { continue }
      names.audienceIDs[audience.address.key] = id
    }
    // A word that was taken out of the YAML is still the stored one.
    var words = Set(manifest.adGroups.lazy.map(\.value.targeting.interests).joined())
    for resource in state?.resources ?? [] where resource.address.kind == .adGroup {
      words.formUnion(Fields(json: resource.attributes)?[.interests]?.list ?? [])
    }
    if words.contains(where: { !TargetingNames.isID($0) }) {
      names.interestIDs = try await interests.ids()
    }
    return names
  }
}

extension StoredState {
  /// The interests of all ad groups as they are written, for reading what is in none of them.
  fileprivate var writtenInterests: Fields {
    let words = resources.lazy.filter { $0.address.kind == .adGroup }
      .flatMap { Fields(json: $0.attributes)?[.interests]?.list ?? [] }
    var fields = Fields()
    fields.put(.interests, .list(Array(Set(words))))
    return fields
  }
}

extension [WireCampaign] {
  /// By id, in the API's words.
  fileprivate var objectives: [String: String] {
    Dictionary(map { ($0.id, $0.objectiveType ?? "") }) { first, _ in first }
  }
}
