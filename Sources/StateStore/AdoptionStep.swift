import AdsModel
import CanonicalJSON
import Planning

/// What the state takes over from an account, as the journal tells it.
struct AdoptionStep {
  let address: Address
  let id: String
  /// None: it is forgotten.
  let resource: StoredResource?
  /// Every field that differs from what was stored; of a new resource all of them.
  let fieldsJSON: [UInt8]

  /// Works out the steps before anything is written; what is stored already as given is none.
  static func steps(
    _ resources: [StoredResource], forgetting addresses: [Address], in state: StoredState
  ) throws(StateError) -> [Self] {
    // Before every apply it is asked for, and mostly there is nothing.
    guard !resources.isEmpty || !addresses.isEmpty else { return [] }
    let stored = state.resources.byAddress
    let decimals = state.account.currency.decimals
    var json = JSONWriter()
    var steps: [Self] = []
    for address in addresses {
      guard let resource = stored[address] else { throw .notStored(address) }
      let change = FieldChange(
        path: FieldPath("address"), before: .text(address.description), after: nil)
      json.clear()
      [change].write(to: &json, decimals: 0)
      steps.append(
        Self(address: address, id: resource.id, resource: nil, fieldsJSON: json.bytes))
    }
    for var resource in resources {
      guard let before = stored[resource.address] else {
        steps.append(
          Self(
            address: resource.address, id: resource.id, resource: resource,
            fieldsJSON: resource.attributes))
        continue
      }
      // Whoever looked at an account knows nothing of what a target remembers.
      if before.id == resource.id {
        resource.privateValues = before.privateValues
        if before.replaces == resource.replaces {
          resource.replacedValues = before.replacedValues
        }
      }
      guard before != resource.at(before.version) else { continue }
      json.clear()
      before.changes(to: resource).write(to: &json, decimals: decimals)
      steps.append(
        Self(
          address: resource.address, id: resource.id, resource: resource, fieldsJSON: json.bytes))
    }
    return steps
  }
}

extension StoredResource {
  fileprivate func at(_ version: Int64) -> Self {
    var resource = self
    resource.version = version
    return resource
  }

  /// What a reader of the history sees differ, the id included.
  fileprivate func changes(to other: Self) -> [FieldChange] {
    var (before, after) = (
      Fields(json: attributes) ?? Fields(), Fields(json: other.attributes) ?? Fields()
    )
    before[.status] = .text(status.rawValue)
    after[.status] = .text(other.status.rawValue)
    before[FieldPath.id] = .text(id)
    after[FieldPath.id] = .text(other.id)
    let paths = Set(before.all.map(\.path)).union(after.all.map(\.path)).sorted()
    return paths.compactMap { path in
      FieldValue.same(before[path], after[path], at: path)
        ? nil : FieldChange(path: path, before: before[path], after: after[path])
    }
  }
}
