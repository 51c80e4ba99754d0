import AdsModel
import Diagnostics
import YAMLSyntax

extension ManifestReader {
  func readCampaigns(_ node: YAMLNode) {
    readKeyed(node, "campaigns", address: Address.campaign) { address, entry in
      guard isFirst(address, at: entry.key) else { return }
      readCampaign(address, entry)
    }
  }

  private func readCampaign(_ address: Address, _ entry: YAMLEntry) {
    let node = entry.value
    var declared = Declared(
      address, Campaign(name: address.path, objective: .traffic),
      origin: origin(node, key: entry.key))
    var seen: Set<CampaignField> = []
    var adGroups: YAMLNode?
    var misspelt: Set<CampaignField> = []
    if !node.isNone {
      misspelt = nodes.read(node, as: CampaignField.self) { field, value in
        seen.insert(field)
        switch field {
        case .name: set(&declared, .name, nodes.text(value, "name")) { $0.name = $1 }
        case .objective:
          set(&declared, .objective, nodes.word(value, "objective")) { $0.objective = $1 }
        case .status: set(&declared, .status, nodes.word(value, "status")) { $0.status = $1 }
        case .spendLimit:
          let (daily, lifetime) = readAmounts(value, "spend_limit", into: &declared)
          declared.value.spendLimit = SpendLimit(daily: daily, lifetime: lifetime)
        case .budget: declared.value.budget = readBudget(value, into: &declared)
        case .schedule: declared.value.schedule = readSchedule(value, into: &declared)
        case .adGroups: adGroups = value
        case .lifecycle:
          declared.value.preventArchive = readLifecycle(value, into: &declared)
        }
      }
    }
    if !seen.contains(.name) { declared.defaulted.append(.name) }
    if !seen.contains(.status) { declared.defaulted.append(.status) }
    declared.unreadable += misspelt.map { FieldPath($0.rawValue) }
    if !seen.contains(.objective), !misspelt.contains(.objective) {
      nodes.report(
        .fieldMissing, "\(address) has no objective", at: entry.key.span,
        hint: "write `objective:` with one of "
          + Objective.allCases.map(\.rawValue).joined(separator: ", "))
      declared.unreadable.append(.objective)
    }
    let first = manifest.adGroups.count
    let index = manifest.campaigns.count
    manifest.campaigns.append(declared)
    manifest.adGroupRanges.append(first..<first)
    if let adGroups {
      let objective = declared.isReadable(.objective) ? declared.value.objective : nil
      readKeyed(adGroups, "ad_groups", address: { .adGroup(address.path, $0) }) {
        readAdGroup($0, $1, campaign: index, objective: objective)
      }
    }
    manifest.adGroupRanges[index] = first..<manifest.adGroups.count
  }

  private func readAdGroup(
    _ address: Address, _ entry: YAMLEntry, campaign: Int, objective: Objective?
  ) {
    let node = entry.value
    var declared = Declared(
      address, AdGroup(name: entry.key.string, bid: .automatic),
      origin: origin(node, key: entry.key),
      parent: campaign)
    var keywords: YAMLNode?
    var ads: YAMLNode?
    var hasName = false
    var hasStatus = false
    var hasPlacement = false
    var hasBid = false
    var misspelt: Set<AdGroupField> = []
    if !node.isNone {
      misspelt = nodes.read(node, as: AdGroupField.self) { field, value in
        switch field {
        case .name:
          hasName = true
          set(&declared, .name, nodes.text(value, "name")) { $0.name = $1 }
        case .status:
          hasStatus = true
          set(&declared, .status, nodes.word(value, "status")) { $0.status = $1 }
        case .placement:
          hasPlacement = true
          set(&declared, .placement, nodes.word(value, "placement")) { $0.placement = $1 }
        case .schedule: declared.value.schedule = readSchedule(value, into: &declared)
        case .budget: declared.value.budget = readBudget(value, into: &declared)
        case .bid:
          hasBid = true
          set(&declared, .bid, readBid(value, objective: objective)) { $0.bid = $1 }
        case .targeting: readTargeting(value, into: &declared)
        case .keywords: keywords = value
        case .ads: ads = value
        case .lifecycle: declared.value.preventArchive = readLifecycle(value, into: &declared)
        }
      }
    }
    if !hasName { declared.defaulted.append(.name) }
    if !hasStatus { declared.defaulted.append(.status) }
    if !hasPlacement { declared.defaulted.append(.placement) }
    declared.unreadable += misspelt.map { FieldPath($0.rawValue) }
    if !hasBid, !misspelt.contains(.bid) {
      nodes.report(
        .fieldMissing, "\(address) has no bid", at: entry.key.span,
        hint: "write `bid:` with an amount, or `bid: automatic`")
      declared.unreadable.append(.bid)
    }
    let index = manifest.adGroups.count
    manifest.adGroups.append(declared)
    let firstKeyword = manifest.keywords.count
    if let keywords { readKeywords(keywords, of: address, adGroup: index) }
    manifest.keywordRanges.append(firstKeyword..<manifest.keywords.count)
    nodes.address = address
    let firstAd = manifest.ads.count
    if let ads {
      readKeyed(ads, "ads", address: { .ad(in: address, $0) }) { readAd($0, $1, adGroup: index) }
    }
    manifest.adRanges.append(firstAd..<manifest.ads.count)
  }

  private func readTargeting(_ node: YAMLNode, into declared: inout Declared<AdGroup>) {
    var targeting = Targeting()
    let mistakes = nodes.diagnostics.count
    nodes.read(node, as: TargetingField.self) { field, value in
      let what = "targeting.\(field.rawValue)"
      switch field {
      case .locations: targeting.locations = nodes.texts(value, what)
      case .languages: targeting.languages = nodes.texts(value, what)
      case .genders: targeting.genders = nodes.words(value, what)
      case .ages: targeting.ages = nodes.words(value, what)
      case .devices: targeting.devices = nodes.words(value, what)
      case .interests: targeting.interests = nodes.texts(value, what)
      case .audiences:
        nodes.read(value, as: TargetedAudienceField.self) { list, value in
          let keys = nodes.texts(value, "\(what).\(list.rawValue)")
          if list == .include {
            targeting.includedAudiences = keys
          } else {
            targeting.excludedAudiences = keys
          }
        }
      }
    }
    if nodes.diagnostics.count > mistakes { declared.unreadable.append(FieldPath("targeting")) }
    declared.value.targeting = targeting
  }

  /// Sets a field that could be read; marks one that could not.
  func set<Value: Resource, Read>(
    _ declared: inout Declared<Value>, _ path: FieldPath, _ read: Read?,
    _ assign: (inout Value, Read) -> Void
  ) {
    if let read { assign(&declared.value, read) } else { declared.unreadable.append(path) }
  }
}
