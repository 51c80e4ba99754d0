import AdsModel
import ManifestModel

/// What is stored with what the account holds in its place: what a plan against a live account
/// compares the project with.
struct LiveBase {
  /// Drifted fields hold their live values; what is gone from the account and from the YAML is left
  /// out.
  private(set) var resources: [StoredResource] = []
  let drift: Drift
  /// Declared, and archived on the account or gone from it; nothing is planned for it.
  private(set) var lost: Set<Address> = []
  /// Declared, and gone with what held it when that was archived: to be made anew with a new holder.
  private(set) var wentAlong: Set<Address> = []
  /// What is archived or gone on the account as the YAML has it.
  private(set) var refreshes: [Refresh] = []

  init(manifest: Manifest, state: StoredState, live: LiveAccount) {
    drift = Drift(state: state, live: live)
    guard !drift.isEmpty else {
      resources = state.resources
      return
    }
    let declared = manifest.refs(at: drift.lost)
    let changed = drift.changedFields
    let left = drift.lost.isEmpty ? [] : state.resources.leftBelowArchived
    var encoder = FieldEncoder(decimals: manifest.account.currency.decimals)
    resources.reserveCapacity(state.resources.count)
    for stored in state.resources {
      if drift.lost.contains(stored.address) {
        let isArchived = declared[stored.address].map(manifest.isArchived)
        let isLeft = left.contains(stored.address) && isArchived == false
        // What went along with what pinplan archived is no surprise to anybody.
        if isLeft { wentAlong.insert(stored.address) }
        add(lost: stored, isDeclaredArchived: isLeft ? nil : isArchived)
      } else if let fields = changed[stored.address] {
        // What is left to its default stays known as such.
        var resource = stored.holding(fields.map(\.change), encoder: &encoder)
        resource.defaulted = stored.defaulted
        resources.append(resource)
      } else {
        resources.append(stored)
      }
    }
  }

  private mutating func add(lost stored: StoredResource, isDeclaredArchived: Bool?) {
    switch isDeclaredArchived {
    case nil: refreshes.append(Refresh(.forgotten, stored))
    case true?:
      var resource = stored
      resource.status = .archived
      resources.append(resource)
      refreshes.append(Refresh(.archived, stored))
    case false?:
      resources.append(stored)
      lost.insert(stored.address)
    }
  }
}

extension Refresh {
  init(_ kind: Kind, _ stored: StoredResource, fields: [FieldChange] = []) {
    self.init(
      kind, stored.address, id: stored.id, storedVersion: stored.version, fields: fields)
  }
}

extension FieldDrift {
  /// The step from the stored to the live value.
  var change: FieldChange { FieldChange(path: path, before: stored, after: live) }
}

extension Drift {
  /// The fields that are other ones, by address.
  public var changedFields: [Address: [FieldDrift]] {
    var changed: [Address: [FieldDrift]] = [:]
    for item in items {
      if case .changed(let fields) = item.kind { changed[item.address] = fields }
    }
    return changed
  }
}

extension Manifest {
  /// The fields of each resource whose differences are left alone.
  public var ignoredChanges: [Address: [FieldPath]] {
    var ignored: [Address: [FieldPath]] = [:]
    for ref in resources where !self[ref].ignoredChanges.isEmpty {
      ignored[self[ref].address] = self[ref].ignoredChanges
    }
    return ignored
  }
}
