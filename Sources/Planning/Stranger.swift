import AdsModel

/// One resource of an account with what it holds, and what lies below it, for archiving it although no
/// project declares it.
public struct Stranger: Sendable {
  public private(set) var live: LiveResource
  /// Its ids in place of keys.
  public let address: Address
  /// The campaign and the ad groups that its spend depends on, itself among them.
  private(set) var budgeted: [LiveResource]
  /// What lies below it and is not archived.
  public private(set) var below: [LiveResource]

  public init(
    _ live: LiveResource, at address: Address, budgeted: [LiveResource], below: [LiveResource]
  ) {
    self.live = live
    self.address = address
    self.budgeted = budgeted
    self.below = below
  }

  /// The same with what is archived taken for archived, whatever a list says of it that is behind.
  public func knowing(_ archived: Set<LiveAccount.Key>) -> Self {
    func isArchived(_ live: LiveResource) -> Bool {
      archived.contains(LiveAccount.Key(live.kind, live.id))
    }
    var stranger = self
    if isArchived(live) { stranger.live.status = .archived }
    stranger.budgeted.removeAll(where: isArchived)
    stranger.below.removeAll(where: isArchived)
    return stranger
  }

  public var name: String? { live.fields.label }

  public func count(_ kind: ResourceKind) -> Int { below.count { $0.kind == kind } }

  /// Whether archiving it takes just what archiving another look at it would.
  public func isAsShown(_ shown: Self) -> Bool {
    live.status == shown.live.status && live.fields == shown.live.fields
      && Set(below.map(\.id)) == Set(shown.below.map(\.id))
  }

  /// What is owned of it and of what lies below it.
  public func owner(in owned: OwnedIDs) -> (live: LiveResource, address: Address)? {
    for live in [live] + below {
      if let address = owned[live.kind, live.id] { return (live, address) }
    }
    return nil
  }

  /// The worst case that ends with it: what the account may spend on its campaign without it, taken
  /// from what it may spend with it.
  public func spendThatEnds(account: Account, now: Instant) -> Spend {
    func spend(_ resources: [LiveResource]) -> Spend {
      var encoder = FieldEncoder(decimals: account.currency.decimals)
      var state = StoredState(lineage: "", account: account, target: .pinterest)
      state.resources = resources.filter { $0.status != .archived }.map { live in
        let address: Address =
          live.kind == .campaign
          ? .stranger(campaign: live.id)
          : .stranger(adGroup: live.id, inCampaign: live.parentID ?? "")
        return StoredResource(
          address: address, id: live.id, status: live.status,
          attributes: encoder.encode(live.fields))
      }
      return state.spend(now: now)
    }
    let before = spend(budgeted)
    let after = spend(
      budgeted.filter { $0.id != live.id && (live.kind != .campaign || $0.parentID != live.id) })
    var ended = Spend()
    ended.daily = before.daily - after.daily
    ended.lifetime = before.lifetime - after.lifetime
    ended.next30DaysMax = before.next30DaysMax - after.next30DaysMax
    return ended
  }

  /// The plan that archives it and nothing else: which moves were carried out stays on record.
  public func plan(of account: Account, in state: StoredState) -> Plan {
    var plan = Plan(account: account, target: .pinterest)
    plan.lineage = state.lineage
    plan.serial = state.serial
    plan.appliedMoves = state.appliedMoves
    plan.changes = [
      Change(
        .archive, address, reason: .removed, name: name ?? live.id,
        fields: [
          FieldChange(
            path: .status, before: .text(live.status.rawValue),
            after: .text(Status.archived.rawValue))
        ], id: live.id, updatedTime: live.updatedTime)
    ]
    plan.summary.archive = 1
    return plan
  }
}
