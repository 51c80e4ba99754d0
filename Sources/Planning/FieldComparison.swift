import AdsModel
import ManifestModel

/// How a declared resource differs from what is stored of it.
struct FieldComparison {
  var changes: [FieldChange] = []
  /// Whether every difference comes from a default that is another one now.
  var isDefaultOnly = true

  /// The stored values that live ones took the place of.
  private let drifted: [FieldDrift]

  /// `after` is what is declared.
  init(
    _ declared: Declaration, _ after: Fields, _ stored: StoredResource, drifted: [FieldDrift] = []
  ) {
    self.drifted = drifted
    let before = Fields(json: stored.attributes) ?? Fields()
    for field in after.all {
      compare(field.path, before[field.path], field.value, declared, stored)
    }
    for field in before.all where after[field.path] == nil {
      compare(field.path, field.value, nil, declared, stored)
    }
  }

  private mutating func compare(
    _ path: FieldPath, _ before: FieldValue?, _ after: FieldValue?, _ declared: Declaration,
    _ stored: StoredResource
  ) {
    var (before, after) = (before, after)
    switch path {
    case .start:
      // A start that is left out means the one worked out when the resource was created.
      if after == nil {
        guard let kept = kept(at: path) else { return }
        after = kept
      }
      before = before ?? stored.start.map(FieldValue.day)
      after = after?.meaning(beside: known(at: path, or: before))
    case .end: after = after?.meaning(beside: known(at: path, or: before))
    case .preventArchive:
      // Protection outlasts its block: only a written `false` lifts it.
      if after == nil || (before == nil && after == .flag(false)) { return }
    case .name:
      // The default is the key; a resource that moved keeps the name that it was created with.
      if declared.defaulted.contains(.name), stored.defaulted.contains(.name) {
        guard let kept = kept(at: path) else { return }
        after = kept
      }
    // Stored before there was such a field, it meant what leaving it out means.
    default: before = before ?? path.leftOutValue
    }
    if FieldValue.same(before, after, at: path) { return }
    if declared.ignoredChanges.contains(where: { path.isWithin($0) }) { return }
    if !(declared.defaulted.contains(path) && stored.defaulted.contains(path)) {
      isDefaultOnly = false
    }
    changes.append(FieldChange(path: path, before: before, after: after))
  }

  /// The stored value of a field that somebody else changed since.
  private func kept(at path: FieldPath) -> FieldValue? {
    drifted.first { $0.path == path }?.stored
  }

  /// What is stored of a field, whatever is live.
  private func known(at path: FieldPath, or before: FieldValue?) -> FieldValue? {
    drifted.contains { $0.path == path } ? kept(at: path) : before
  }
}
