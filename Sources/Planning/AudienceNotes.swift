import AdsModel
import ManifestModel

extension ChangeBuilder {
  /// Says how long new audiences and those made by another rule take, and which ad groups rely on them.
  mutating func addAudienceNotes() {
    let waits = audienceWaits
    for index in changes.indices {
      switch changes[index].address.kind {
      case .audience:
        if let wait = waits[changes[index].address] {
          changes[index].notes.append(
            changes[index].action == .update
              ? "is filled anew: \(wait)" : "can be used once it is filled: \(wait)")
        } else if changes[index].action == .update, changes[index].changesMembers {
          changes[index].notes.append("who comes and goes counts after \(AudienceWait.list)")
        }
      case .adGroup:
        var named: Set<Address> = []
        for audience in changes[index].references where named.insert(audience).inserted {
          guard let wait = waits[audience] else { continue }
          changes[index].notes.append("\(audience) is not ready yet: \(wait)")
        }
      case .campaign, .keyword, .ad: break
      }
    }
  }

  /// By audience that the plan makes or fills anew, how long that takes.
  private var audienceWaits: [Address: AudienceWait] {
    var waits: [Address: AudienceWait] = [:]
    var made: Set<Address> = []
    for index in changes.indices
    where changes[index].address.kind == .audience && changes[index].action != .archive
      && !changes[index].finishesReplacement
    {
      let change = changes[index]
      guard let ref = subjects[index] else { continue }
      let audience = manifest.audiences[ref.index].value
      guard change.fillsAnew(audience), let wait = audience.type.wait else { continue }
      waits[change.address] = wait
      if change.action != .update { made.insert(change.address) }
    }
    for audience in manifest.audiences where waits[audience.address] != nil {
      guard let seed = audience.value.definition.actalike?.seed, made.contains(.audience(seed))
      else { continue }
      waits[audience.address] = .newSeed
    }
    return waits
  }
}

extension Change {
  /// Whether the audience holds other people with it from top to bottom.
  fileprivate func fillsAnew(_ audience: Audience) -> Bool {
    action != .update || fields.contains { Catalogue.isRule($0.path) }
      || audience.definition.customerList?.sync == .replace && changesMembers
  }

  /// Whether somebody comes to a list that is there, or goes.
  fileprivate var changesMembers: Bool { membership.map { !$0.isEmpty } ?? false }
}
