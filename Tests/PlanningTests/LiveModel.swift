import AdsModel
import Planning

/// An account that carries out plans as Pinterest would: found by ids, archiving takes all along.
struct LiveModel {
  private(set) var resources: [LiveAccount.Key: LiveResource] = [:]

  init(holding account: LiveAccount) { resources = account.resources }

  var account: LiveAccount {
    LiveAccount(resources.values, carried: Catalogue.carried)
  }

  /// `after` is the state once the plan is carried out; what is created has its ids.
  mutating func apply(_ plan: Plan, after: StoredState) {
    let ids = Dictionary(after.resources.map { ($0.address, $0.id) }) { first, _ in first }
    for operation in plan.operations {
      let change = plan.changes[operation.changeIndex]
      let kind = change.address.kind
      guard let carried = Catalogue.carried[kind] else { continue }
      switch operation.kind {
      case .create:
        guard let id = ids[change.address] else { continue }
        var resource = LiveResource(
          kind, id: id, parentID: change.address.parent.flatMap { ids[$0] }, status: .active,
          fields: Fields())
        if let start = change.start { resource.fields[.start] = .day(start) }
        resource.take(change.fields, carried)
        resources[LiveAccount.Key(kind, id)] = resource
      case .update:
        guard let id = change.id else { continue }
        resources[LiveAccount.Key(kind, id)]?.take(change.fields, carried)
      case .archive, .archiveReplaced:
        guard let id = change.id else { continue }
        archive(LiveAccount.Key(kind, id))
      }
    }
  }

  private mutating func archive(_ key: LiveAccount.Key) {
    resources[key]?.status = .archived
    for (other, resource) in resources
    where resource.parentID == key.id && resource.kind.isBelow(key.kind)
      && resource.status != .archived
    {
      archive(other)
    }
  }
}

extension ResourceKind {
  fileprivate func isBelow(_ other: Self) -> Bool {
    switch self {
    case .adGroup: other == .campaign
    case .keyword, .ad: other == .adGroup
    case .campaign, .audience: false
    }
  }
}

extension LiveResource {
  fileprivate mutating func take(_ changes: [FieldChange], _ carried: Set<FieldPath>) {
    for change in changes where carried.contains(change.path) {
      fields[change.path] = change.after
      if change.path == .status {
        status = change.after?.text.flatMap(Status.init(rawValue:)) ?? status
      }
    }
  }
}
