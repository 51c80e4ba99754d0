import AdsModel
import Planning

/// A plan's changes in the order in which people read them: by campaign, then by ad group.
///
/// The order of a plan is that of carrying out; this one is that of the YAML.
struct PlanOutline {
  /// A campaign, or an audience, with what changes below it.
  struct Group {
    let address: Address
    var change: Change?
    var sections: [Section] = []
  }

  /// An ad group with its keywords and ads.
  struct Section {
    let address: Address
    var change: Change?
    var keywords: [Change] = []
    var ads: [Change] = []

    fileprivate mutating func take(_ change: Change) {
      switch change.address.kind {
      case .keyword: keywords.append(change)
      case .ad: ads.append(change)
      case .campaign, .adGroup, .audience: self.change = change
      }
    }

    var changes: [Change] { (change.map { [$0] } ?? []) + keywords + ads }
  }

  let groups: [Group]

  init(_ changes: [Change]) {
    var groups: [Group] = []
    var positions: [Address: Int] = [:]
    var places: [Address: (group: Int, section: Int)] = [:]
    // Children follow their ad group in the YAML, which spares most of the look-ups.
    var latest: (prefix: String, group: Int, section: Int)?
    for change in Self.inReadingOrder(changes) {
      if let latest, change.address.kind > .adGroup, change.address.path.hasPrefix(latest.prefix) {
        groups[latest.group].sections[latest.section].take(change)
        continue
      }
      let adGroup = change.address.adGroup
      // A second change to one resource, after a replacement was cut off, stands on its own.
      if let adGroup, let (group, section) = places[adGroup],
        change.address.kind > .adGroup || groups[group].sections[section].change == nil
      {
        groups[group].sections[section].take(change)
        continue
      }
      let owner = change.address.campaign ?? change.address
      let index = positions[owner] ?? groups.count
      if index == groups.count {
        positions[owner] = index
        groups.append(Group(address: owner))
      }
      guard let adGroup else {
        if groups[index].change == nil {
          groups[index].change = change
        } else {
          groups.append(Group(address: owner, change: change))
        }
        continue
      }
      var section = Section(address: adGroup)
      section.take(change)
      places[adGroup] = (index, groups[index].sections.count)
      latest = (adGroup.path + "/", index, groups[index].sections.count)
      groups[index].sections.append(section)
    }
    self.groups = groups
  }

  /// By place in the YAML; what is no longer declared comes last, by address.
  private static func inReadingOrder(_ changes: [Change]) -> [Change] {
    let files = Set(changes.compactMap { $0.source?.file }).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: zip(files, files.indices))
    let keys = changes.map { change in
      change.source.map { (file: ranks[$0.file] ?? 0, line: $0.line) } ?? (files.count, 0)
    }
    return changes.indices.sorted { left, right in
      keys[left] == keys[right]
        ? changes[left].address < changes[right].address : keys[left] < keys[right]
    }.map { changes[$0] }
  }
}
