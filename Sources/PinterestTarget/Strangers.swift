import AdsModel
import ManifestModel
import PinterestAPI
import Planning

/// Finds what lives under an id, whoever owns it.
extension PinterestAccount {
  /// Everything of the account that has an id: one of a kind at most.
  ///
  /// Keywords have no look-up by id, so they are looked for below the ad groups that the state owns.
  func strangers(
    _ id: String, kinds: Set<ResourceKind>, _ state: StoredState?, of manifest: Manifest
  ) async throws(APIError) -> [Stranger] {
    var names = try await names(of: manifest, state)
    if kinds.contains(.adGroup) { names.interestIDs = try await interests.ids() }
    let reading = LiveReading(names: names.reversed)
    var found: [Stranger] = []
    if kinds.contains(.campaign) {
      for wire in try await client.campaigns(in: self.id, ListFilter(.ids([id]))) {
        let campaign = reading.campaign(wire)
        let below = try await below(campaign: id, reading)
        found.append(
          Stranger(
            campaign, at: .stranger(campaign: id),
            budgeted: [campaign] + below.filter { $0.kind == .adGroup }, below: below))
      }
    }
    if kinds.contains(.adGroup) {
      for wire in try await client.adGroups(in: self.id, ListFilter(.ids([id]))) {
        found.append(try await stranger(reading.adGroup(wire), reading))
      }
    }
    if kinds.contains(.ad) {
      for wire in try await client.ads(in: self.id, ListFilter(.ids([id]))) {
        let ad = reading.ad(wire)
        let adGroups = try await client.adGroups(
          in: self.id, ListFilter(.ids([ad.parentID].compactMap(\.self))))
        let place = Address.stranger(
          adGroup: ad.parentID ?? "", inCampaign: adGroups.first?.campaignID ?? "")
        found.append(Stranger(ad, at: .stranger(ad: id, in: place), budgeted: [], below: []))
      }
    }
    if kinds.contains(.keyword), let keyword = try await keyword(id, state, reading) {
      found.append(keyword)
    }
    return found
  }

  private func stranger(_ adGroup: LiveResource, _ reading: LiveReading) async throws(APIError)
    -> Stranger
  {
    let campaign = adGroup.parentID ?? ""
    let holder = try await client.campaigns(in: id, ListFilter(.ids([campaign])))
      .map { reading.campaign($0) }
    let others = try await client.adGroups(in: id, ListFilter(.campaigns([campaign])))
      .map { reading.adGroup($0) }
    var below = try await client.ads(in: id, ListFilter(.adGroups([adGroup.id])))
      .map { reading.ad($0) }
    below += try await client.keywords(in: id, adGroups: [adGroup.id])
      .map { reading.keyword($0) }
    return Stranger(
      adGroup, at: .stranger(adGroup: adGroup.id, inCampaign: campaign),
      budgeted: holder + others, below: below.filter { $0.status != .archived })
  }

  private func below(campaign: String, _ reading: LiveReading) async throws(APIError)
    -> [LiveResource]
  {
    let adGroups = try await client.adGroups(in: id, ListFilter(.campaigns([campaign])))
      .map { reading.adGroup($0) }
    let ads = try await client.ads(in: id, ListFilter(.campaigns([campaign])))
      .map { reading.ad($0) }
    let keywords = try await client.keywords(in: id, adGroups: adGroups.map(\.id))
      .map { reading.keyword($0) }
    return (adGroups + ads + keywords).filter { $0.status != .archived }
  }

  private func keyword(_ id: String, _ state: StoredState?, _ reading: LiveReading)
    async throws(APIError) -> Stranger?
  {
    let stored = state?.resources ?? []
    let ids = Dictionary(stored.map { ($0.address, $0.id) }) { first, _ in first }
    let adGroups = stored.filter { $0.address.kind == .adGroup && $0.status != .archived }
    let listed = try await client.keywords(in: self.id, adGroups: adGroups.map(\.id))
    guard let keyword = listed.first(where: { $0.id == id }).map({ reading.keyword($0) }),
      let adGroup = adGroups.first(where: { $0.id == keyword.parentID })
    else { return nil }
    let place = Address.stranger(
      adGroup: adGroup.id, inCampaign: adGroup.address.parent.flatMap { ids[$0] } ?? "")
    let match = keyword.fields[.match]?.text.flatMap(MatchType.init(rawValue:)) ?? .broad
    return Stranger(
      keyword, at: .keyword(in: place, match, keyword.fields[.text]?.text ?? ""), budgeted: [],
      below: [])
  }
}
