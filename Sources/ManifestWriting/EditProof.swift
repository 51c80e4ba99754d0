import AdsModel
import ManifestLoading

/// What the edited text has to declare: what the project declares, but for the edited fields.
struct EditProof {
  let before: Manifest
  /// The fields that edits give other values, none for those that are to be left out.
  let wanted: [Address: [FieldPath: FieldValue?]]

  init(_ before: Manifest, _ edits: some Sequence<ManifestEdit>) {
    self.before = before
    wanted = edits.reduce(into: [:]) { wanted, edit in
      wanted[edit.address, default: [:]][edit.path] = .some(edit.value)
    }
  }

  func holds(for after: Project) -> Bool {
    let new = after.manifest
    return after.isValid && new.isComplete && new.account == before.account
      && new.target == before.target && new.moves.map(\.move) == before.moves.map(\.move)
      && holds(before.campaigns, new.campaigns) && holds(before.adGroups, new.adGroups)
      && holds(before.keywords, new.keywords) && holds(before.ads, new.ads)
      && holds(before.audiences, new.audiences)
  }

  private func holds<Value: Resource>(_ old: [Declared<Value>], _ new: [Declared<Value>]) -> Bool {
    old.count == new.count && zip(old, new).allSatisfy { holds($0, $1) }
  }

  private func holds<Value: Resource>(_ old: Declared<Value>, _ new: Declared<Value>) -> Bool {
    guard old.address == new.address, old.parent == new.parent,
      old.ignoredChanges == new.ignoredChanges
    else { return false }
    guard let changes = wanted[old.address] else {
      return old.value.fields == new.value.fields && old.defaulted == new.defaulted
    }
    var fields = old.value.fields
    for (path, value) in changes { fields[path] = value?.none == true ? nil : value }
    let written = new.value.fields
    return fields.all.count == written.all.count
      && fields.all.allSatisfy { FieldValue.same($0.value, written[$0.path], at: $0.path) }
      && old.defaulted.filter { changes[$0] == nil } == new.defaulted.filter { changes[$0] == nil }
  }
}

extension FieldValue {
  /// Whether the value means the same as leaving the field out.
  var none: Bool { list?.isEmpty == true }
}
