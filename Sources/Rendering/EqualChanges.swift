import AdsModel
import Diagnostics
import Planning

/// The changes of a plan that do the same to many resources, and the others.
///
/// Equal are updates of one kind of resource, for one reason and with the same notes, that
/// change one and the same field from the same value to the same value. Nothing is lost by
/// showing them as one: all that differs is which resource it is.
struct EqualChanges {
  struct Group {
    let kind: ResourceKind
    let field: FieldChange
    fileprivate(set) var changes: [Change]

    /// What the first of them are called: their names in quotes, or addresses where two of all
    /// have one name.
    func names(of count: Int) -> [String] {
      let areUnique = Set(changes.lazy.map(\.name)).count == changes.count
      return changes.prefix(count).map {
        areUnique ? Printable.quoted($0.name) : Printable.text($0.address.path)
      }
    }
  }

  /// In the order in which their first changes come.
  let groups: [Group]
  /// What is like nothing else, in the order given.
  let others: [Change]

  /// How many have to be equal before they are shown as one.
  static let fewest = 3

  init(_ changes: [Change], fewest: Int = Self.fewest) {
    var found: [Group] = []
    var positions: [Likeness: Int] = [:]
    for change in changes {
      guard let likeness = Likeness(change) else { continue }
      if let position = positions[likeness] {
        found[position].changes.append(change)
      } else {
        positions[likeness] = found.count
        found.append(Group(kind: likeness.kind, field: likeness.field, changes: [change]))
      }
    }
    groups = found.filter { $0.changes.count >= fewest }
    guard !groups.isEmpty else {
      others = changes
      return
    }
    let grouped = Set(groups.lazy.flatMap(\.changes))
    others = changes.filter { !grouped.contains($0) }
  }

  /// What has to be the same for two changes to be equal.
  private struct Likeness: Hashable {
    let kind: ResourceKind
    let field: FieldChange
    let reason: Reason
    let notes: [String]

    init?(_ change: Change) {
      guard change.action == .update, change.membership?.isEmpty ?? true,
        change.fields.count == 1, let field = change.fields.first
      else { return nil }
      kind = change.address.kind
      self.field = field
      reason = change.reason
      notes = change.notes
    }
  }
}
