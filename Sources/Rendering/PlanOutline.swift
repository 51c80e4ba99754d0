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

    var changes: [Change] { (change.map { [$0] } ?? []) + keywords + ads }
  }

  let groups: [Group]

  init(_ changes: [Change]) {
    var groups: [Group] = []
    var positions: [Address: Int] = [:]
    var sectionPositions: [Address: Int] = [:]
    for change in changes.sorted(by: Self.inReadingOrder) {
      let owner = change.address.campaign ?? change.address
      let index = positions[owner] ?? groups.count
      if index == groups.count {
        positions[owner] = index
        groups.append(Group(address: owner))
      }
      guard let adGroup = change.address.adGroup else {
        groups[index].change = change
        continue
      }
      let section = sectionPositions[adGroup] ?? groups[index].sections.count
      if section == groups[index].sections.count {
        sectionPositions[adGroup] = section
        groups[index].sections.append(Section(address: adGroup))
      }
      switch change.address.kind {
      case .keyword: groups[index].sections[section].keywords.append(change)
      case .ad: groups[index].sections[section].ads.append(change)
      case .campaign, .adGroup, .audience: groups[index].sections[section].change = change
      }
    }
    self.groups = groups
  }

  /// By place in the YAML; what is no longer declared comes last, by address.
  private static func inReadingOrder(_ left: Change, _ right: Change) -> Bool {
    switch (left.source, right.source) {
    case (let first?, let second?) where first != second:
      (first.file, first.line) < (second.file, second.line)
    case (.some, nil): true
    case (nil, .some): false
    default: left.address < right.address
    }
  }
}
