import AdsModel
import ManifestModel

// What a reader should know beyond the fields. Source of the waiting times: Pinterest help,
// "Ad review" (up to 24 hours), read 2026-11-20.
extension ChangeBuilder {
  mutating func addNotes() {
    let archived = archivedBelow()
    var reviewed: Set<Address> = []
    for index in changes.indices {
      switch changes[index].action {
      case .create, .replace: noteCreation(index)
      case .update: noteUpdate(index, &reviewed)
      case .archive: noteArchive(index, archived)
      }
      noteKeyword(index, &reviewed)
    }
    addAudienceNotes()
  }

  /// What is said of the plan as a whole.
  var planNotes: [String] {
    let isLifetime = changes.indices.contains {
      changes[$0].fields[.lifetimeBudget]?.after != nil
    }
    return isLifetime
      ? ["Lifetime budgets are not paced evenly: much of one can be spent in a day."] : []
  }

  private mutating func noteCreation(_ index: Int) {
    switch changes[index].address.kind {
    case .ad: changes[index].notes.append("goes into review, which takes up to 24 h")
    case .adGroup:
      if let adGroup = subjects[index], manifest.status(of: adGroup) == .active,
        let campaign = manifest.parent(of: adGroup), manifest.status(of: campaign) == .paused
      {
        changes[index].notes.append(
          "does not run while \(manifest[campaign].address) is paused")
      }
    case .campaign, .keyword, .audience: break
    }
    noteLifetime(index)
  }

  private mutating func noteLifetime(_ index: Int) {
    if changes[index].fields[.lifetimeBudget]?.after != nil {
      changes[index].notes.append("a lifetime budget is not paced evenly over its days")
    }
  }

  private mutating func noteUpdate(_ index: Int, _ reviewed: inout Set<Address>) {
    noteLifetime(index)
    if isMadeElsewhere(index) {
      changes[index].notes.append("only recorded: what Pinterest calls it stays")
    }
    for field in changes[index].fields where field.before == field.after {
      let audiences = (field.after?.list ?? []).map { Address.audience($0) }
      for audience in audiences where comparison.remadeAudiences[audience] != nil {
        changes[index].notes.append("moves to the new \(audience), before the old one goes")
      }
    }
    // A draft, or what no project has a word for, may not run before.
    if let status = changes[index].fields[.status], status.after == .text("paused"),
      status.before?.foreignWords(at: .status).isEmpty ?? true, let paused = subjects[index]
    {
      let stopped = running(below: paused)
      if let kind = stopped.first?.kind {
        changes[index].notes.append("stops \(counted(stopped.count, kind.title))")
      }
    }
    if changes[index].fields[.interests] != nil, let adGroup = subjects[index] {
      noteReview(index, adGroup, &reviewed)
    }
  }

  /// New and archived keywords send the ads of their ad group back into review; said once.
  private mutating func noteKeyword(_ index: Int, _ reviewed: inout Set<Address>) {
    guard changes[index].address.kind == .keyword, changes[index].action != .update else { return }
    let holder =
      if let subject = subjects[index] {
        manifest.parent(of: subject)
      } else {
        changes[index].address.parent.flatMap { holders[$0] }
      }
    if let holder { noteReview(index, holder, &reviewed) }
  }

  private mutating func noteReview(
    _ index: Int, _ adGroup: ResourceRef, _ reviewed: inout Set<Address>
  ) {
    // What is created anew goes into review by itself.
    let ads = manifest.resources.all(of: .ad, below: adGroup.index).count {
      comparison[$0].stored != nil
        && comparison.replacement(of: manifest[$0].address) == nil
    }
    guard ads > 0, reviewed.insert(manifest[adGroup].address).inserted else { return }
    changes[index].notes.append(
      "puts \(counted(ads, "ad")) of the ad group back into review, up to 24 h")
  }

  /// Whether it is an audience that pinplan only refers to on Pinterest.
  private func isMadeElsewhere(_ index: Int) -> Bool {
    guard manifest.target == .pinterest, changes[index].address.kind == .audience else {
      return false
    }
    return stored.first { $0.address == changes[index].address }?.isMadeElsewhere ?? false
  }

  private mutating func noteArchive(_ index: Int, _ archived: [Address: [ResourceKind: Int]]) {
    if isMadeElsewhere(index) {
      changes[index].notes.append("only forgotten: it was made elsewhere and stays on Pinterest")
      return
    }
    let below = archived[changes[index].address] ?? [:]
    let parts = ResourceKind.inDepthOrder.compactMap { kind in
      below[kind].map { counted($0, kind.title) }
    }
    changes[index].notes.append(
      parts.isEmpty
        ? "archiving is permanent"
        : "archiving is permanent and takes \(parts.joined(separator: ", ")) along")
  }

  /// How many of each kind are archived below what holds them.
  private func archivedBelow() -> [Address: [ResourceKind: Int]] {
    var counts: [Address: [ResourceKind: Int]] = [:]
    for index in changes.indices where changes[index].action == .archive {
      var holder = changes[index].address.parent
      while let address = holder {
        counts[address, default: [:]][changes[index].address.kind, default: 0] += 1
        holder = address.parent
      }
    }
    return counts
  }

  /// The ad groups of a campaign, or ads of an ad group, that a pause takes off the air.
  private func running(below ref: ResourceRef) -> [ResourceRef] {
    manifest.resources.children(of: ref).filter {
      comparison[$0].stored != nil && manifest.status(of: $0) == .active
        && !manifest.hasEnded($0, by: now)
    }
  }
}

extension Manifest {
  /// Whether a resource has a schedule of its own that is over.
  fileprivate func hasEnded(_ ref: ResourceRef, by now: Instant) -> Bool {
    switch ref.kind {
    case .campaign: campaigns[ref.index].value.schedule.hasEnded(by: now)
    case .adGroup: adGroups[ref.index].value.schedule.hasEnded(by: now)
    case .keyword, .ad, .audience: false
    }
  }
}

/// `1 ad group`, `3 ad groups`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
