import AdsModel
import ManifestModel

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
      && new.resources == before.resources
      && new.resources.allSatisfy { holds($0, before[$0], in: new) }
  }

  /// Whether a resource, which was declared `old`, is declared as wanted.
  private func holds(_ ref: ResourceRef, _ old: Declaration, in after: Manifest) -> Bool {
    let new = after[ref]
    guard old.address == new.address, old.ignoredChanges == new.ignoredChanges else { return false }
    guard let changes = wanted[old.address] else {
      return before.fields(of: ref) == after.fields(of: ref) && old.defaulted == new.defaulted
    }
    var fields = before.fields(of: ref)
    for (path, value) in changes { fields[path] = value?.none == true ? nil : value }
    let written = after.fields(of: ref)
    return fields.all.count == written.all.count
      && fields.all.allSatisfy { FieldValue.same($0.value, written[$0.path], at: $0.path) }
      && old.defaulted.filter { changes[$0] == nil } == new.defaulted.filter { changes[$0] == nil }
  }
}

extension FieldValue {
  /// Whether the value means the same as leaving the field out.
  var none: Bool { list?.isEmpty == true }
}
