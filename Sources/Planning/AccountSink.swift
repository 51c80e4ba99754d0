import AdsModel
import ManifestModel

/// Takes in an account as it is at one moment: each campaign before the ad groups below it.
protocol AccountSink {
  /// Takes in a campaign and returns the slot for its ad groups.
  ///
  /// `start` is the day that was worked out when it was applied.
  mutating func add(_ campaign: Campaign, at address: Address, start: Day?) -> Int
  mutating func add(_ adGroup: AdGroup, at address: Address, to slot: Int, start: Day?)
}

extension AccountSink {
  /// Takes in what is stored, whose campaigns may be among it or in slots already.
  mutating func add(_ stored: some Sequence<StoredResource>, below slots: [Address: Int] = [:]) {
    var slots = slots
    for resource in stored where resource.address.kind == .campaign {
      guard let campaign: Campaign = resource.value() else { continue }
      slots[resource.address] = add(campaign, at: resource.address, start: resource.start)
    }
    for resource in stored where resource.address.kind == .adGroup {
      guard let slot = resource.address.parent.flatMap({ slots[$0] }),
        let adGroup: AdGroup = resource.value()
      else { continue }
      add(adGroup, at: resource.address, to: slot, start: resource.start)
    }
  }
}

extension Comparison {
  /// Puts what is stored: first what is declared as well, then what is gone.
  func putBefore(into sink: inout some AccountSink) {
    let campaigns = manifest.resources.all(of: .campaign)
    let slots: [Int?] = campaigns.map { ref in
      self[ref].before.flatMap { position in
        value(manifest.campaigns, ref, position).map {
          sink.add($0, at: manifest[ref].address, start: stored[position].start)
        }
      }
    }
    for ref in manifest.resources.all(of: .adGroup) {
      guard let position = self[ref].before, let slot = slots[manifest[ref].parent],
        let adGroup = value(manifest.adGroups, ref, position)
      else { continue }
      sink.add(adGroup, at: manifest[ref].address, to: slot, start: stored[position].start)
    }
    if !gone.isEmpty {
      var slotOf: [Address: Int] = [:]
      for (ref, slot) in zip(campaigns, slots) { slotOf[manifest[ref].address] = slot }
      sink.add(gone.lazy.map { stored[$0] }, below: slotOf)
    }
  }

  /// Puts what will be stored once the plan is carried out.
  func putAfter(into sink: inout some AccountSink) {
    let slots = manifest.campaigns.indices.map { index in
      plannedCampaign(index).map {
        sink.add($0.value, at: manifest.campaigns[index].address, start: $0.start)
      }
    }
    for index in manifest.adGroups.indices {
      guard let slot = slots[manifest.adGroups[index].parent], let adGroup = plannedAdGroup(index)
      else { continue }
      let address = manifest.adGroups[index].address
      sink.add(adGroup.value, at: address, to: slot, start: adGroup.start)
    }
  }

  /// A campaign as it will be, and the start that was worked out earlier; none once archived.
  public func plannedCampaign(_ index: Int) -> (value: Campaign, start: Day?)? {
    planned(manifest.campaigns, index)
  }

  public func plannedAdGroup(_ index: Int) -> (value: AdGroup, start: Day?)? {
    planned(manifest.adGroups, index)
  }

  private func planned<Value: StoredValue>(_ declared: [Declared<Value>], _ index: Int)
    -> (Value, Day?)?
  {
    let ref = ResourceRef(Value.kind, index)
    let match = self[ref]
    switch match {
    case .settled, .archive: return nil
    case .new: return (declared[index].value, nil)
    case .unchanged(let position), .changed(let position, _, _):
      // A new copy is made from what is declared, whatever differences are ignored.
      guard replacement(of: manifest[ref].address) == nil else {
        return (declared[index].value, nil)
      }
      // A start that the YAML leaves open is put back too when somebody else moved it.
      let start = match.change(of: .start)?.after?.day ?? stored[position].start
      // Ignored differences keep what is stored.
      guard !manifest[ref].ignoredChanges.isEmpty,
        var fields = Fields(json: stored[position].attributes)
      else { return (declared[index].value, start) }
      if case .changed(_, let changes, _) = match {
        for change in changes { fields[change.path] = change.after }
      }
      return (Value(fields: fields.countable) ?? declared[index].value, start)
    }
  }

  /// What is stored; of an unchanged resource that is what is declared, without decoding it.
  private func value<Value: StoredValue>(
    _ declared: [Declared<Value>], _ ref: ResourceRef, _ position: Int
  ) -> Value? {
    if case .unchanged = self[ref], manifest[ref].ignoredChanges.isEmpty {
      return declared[ref.index].value
    }
    return stored[position].value()
  }
}

extension Comparison {
  /// A declared campaign as it is stored before the plan; none when it is not.
  public func storedCampaign(_ index: Int) -> Campaign? {
    self[ResourceRef(.campaign, index)].before.flatMap { stored[$0].value() }
  }

  public func storedAdGroup(_ index: Int) -> AdGroup? {
    self[ResourceRef(.adGroup, index)].before.flatMap { stored[$0].value() }
  }
}

extension Comparison.Match {
  /// The change of one field, if it is among the changed ones.
  fileprivate func change(of path: FieldPath) -> FieldChange? {
    if case .changed(_, let fields, _) = self { fields[path] } else { nil }
  }

  /// Index of what is stored and running or paused before the plan.
  var before: Int? {
    if case .archive(let index) = self { index } else { stored }
  }
}

/// A resource that can be read back from what is stored of it.
public protocol StoredValue: Resource {
  init?(fields: Fields)
}

extension Campaign: StoredValue {}
extension AdGroup: StoredValue {}

extension StoredResource {
  /// The resource as far as a project can say what an account has of it.
  public func value<Value: StoredValue>() -> Value? {
    guard let fields = Fields(json: attributes) else { return nil }
    return Value(fields: fields) ?? Value(fields: fields.countable)
  }
}
