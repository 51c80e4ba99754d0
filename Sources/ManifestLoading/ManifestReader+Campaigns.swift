import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

extension ManifestReader {
  func readCampaigns(_ node: YAMLNode) {
    readKeyed(node, "campaigns", address: Address.campaign) { address, entry in
      guard isFirst(address, at: entry.key) else { return }
      readCampaign(address, entry)
    }
  }

  private func readCampaign(_ address: Address, _ entry: YAMLEntry) {
    var campaign = Campaign.blank
    campaign.name = address.path
    var declared = Declared(address, campaign, origin: origin(entry.value, key: entry.key))
    let below = readFields(entry.value, of: &declared, key: entry.key)
    let index = manifest.campaigns.count
    let objective = declared.isReadable(.objective) ? declared.value.objective : nil
    manifest.append(consume declared, to: \.campaigns)
    if let adGroups = below[.adGroup] {
      readKeyed(
        adGroups, "ad_groups", address: { .adGroup(address.path, $0) },
        read: { readAdGroup($0, $1, campaign: index, objective: objective) })
    }
  }

  private func readAdGroup(
    _ address: Address, _ entry: YAMLEntry, campaign: Int, objective: Objective?
  ) {
    var adGroup = AdGroup.blank
    adGroup.name = entry.key.string
    var declared = Declared(
      address, adGroup, origin: origin(entry.value, key: entry.key), parent: campaign)
    let below = readFields(entry.value, of: &declared, key: entry.key, objective: objective)
    let index = manifest.adGroups.count
    manifest.append(consume declared, to: \.adGroups)
    if let keywords = below[.keyword] { readKeywords(keywords, of: address, adGroup: index) }
    nodes.address = address
    if let ads = below[.ad] {
      readKeyed(
        ads, "ads", address: { .ad(in: address, $0) },
        read: { readAd($0, $1, adGroup: index) })
    }
  }

  /// Sets a field that could be read; marks one that could not.
  func set<Value: Resource, Read>(
    _ declared: inout Declared<Value>, _ path: FieldPath, _ read: Read?,
    _ assign: (inout Value, Read) -> Void
  ) {
    if let read {
      assign(&declared.value, read)
    } else {
      declared.declaration.unreadable.append(path)
    }
  }
}
