import AdsModel
import ManifestModel

// Source of the waiting times: Pinterest help, "Audience targeting" (24 h, 24 to 48 h, up to 72 h), read
// 2026-11-20.
extension ChangeBuilder {
  /// Says how long new audiences and those made by another rule take, and which ad groups rely on them.
  mutating func addAudienceNotes() {
    let waits = audienceWaits
    guard !waits.isEmpty else { return }
    for index in changes.indices {
      switch changes[index].address.kind {
      case .audience:
        guard let wait = waits[changes[index].address] else { continue }
        changes[index].notes.append(
          changes[index].action == .update
            ? "is filled anew: \(wait)" : "can be used once it is filled: \(wait)")
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
  private var audienceWaits: [Address: String] {
    var waits: [Address: String] = [:]
    var made: Set<Address> = []
    for index in changes.indices
    where changes[index].address.kind == .audience && changes[index].action != .archive
      && !changes[index].finishesReplacement
    {
      let change = changes[index]
      guard change.action != .update || change.fields.contains(where: \.fillsAnew),
        let ref = subjects[index],
        let wait = manifest.audiences[ref.index].value.type.waitingTime
      else { continue }
      waits[change.address] = wait
      if change.action != .update { made.insert(change.address) }
    }
    for audience in manifest.audiences where waits[audience.address] != nil {
      guard let seed = audience.value.definition.actalike?.seed, made.contains(.audience(seed))
      else { continue }
      waits[audience.address] = "up to 72 h"
    }
    return waits
  }
}

extension FieldChange {
  /// Whether an audience holds other people with it.
  fileprivate var fillsAnew: Bool {
    switch path {
    case .source, .suppress: true
    default: Catalogue.isRule(path)
    }
  }
}

extension AudienceType {
  /// How long Pinterest takes until an audience can be used; none where it is ready already.
  ///
  /// An actalike of a new seed takes longer.
  fileprivate var waitingTime: String? {
    switch self {
    case .visitor, .engagement, .actalike: "up to 24 h"
    case .customerList: "24 to 48 h"
    case .external: nil
    }
  }
}
