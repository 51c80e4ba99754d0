import AdsModel
import Diagnostics
import ManifestModel
import Planning

/// What it takes to make a project declare, and a state record, what an account holds.
public struct Pull: Sendable {
  public let edits: ManifestEdits
  /// Stored resources as the account has them, for every value that the project declares now.
  public let adopted: [StoredResource]
  /// Hours that the state keeps, as the YAML has only days.
  public let kept: [KeptHour]

  /// - Parameters:
  ///   - drift: What the account holds otherwise than it was left.
  ///   - project: Without mistakes.
  ///   - state: What was last applied.
  ///   - judge: What the rules say of a project; what they refuse is not written.
  public init(
    _ drift: Drift, project: Project, state: StoredState,
    judge: @escaping (Project) -> [Diagnostic] = { _ in [] }
  ) {
    let places = DeclaredPlace.all(in: project.manifest, of: Set(drift.items.map(\.address)))
    var edits: [ManifestEdit] = []
    var lost: [ManifestEdits.NotPulled] = []
    for item in drift.items {
      let place = places[item.address]
      guard case .changed(let fields) = item.kind else {
        let line = place.map { project.manifest.line(of: $0.origin, at: [FieldPath]()) }
        lost.append(
          .init(item.address, nil, file: line?.file, line: line?.line, reason: Self.reason(item)))
        continue
      }
      for field in fields {
        if let reason = field.foreignReason(of: item.address) {
          let line = place.map { project.manifest.line(of: $0.origin, at: [field.path]) }
          lost.append(
            .init(item.address, field.path, file: line?.file, line: line?.line, reason: reason))
          continue
        }
        // Of a moment the YAML has the day; the state keeps the hour.
        let live = field.live ?? field.path.leftOutValue
        let value = live?.day.map(FieldValue.day) ?? live
        // What is declared as it is live needs no writing, only recording.
        if let place, FieldValue.same(place.fields[field.path], value, at: field.path) { continue }
        edits.append(ManifestEdit(item.address, field.path, value))
      }
    }
    var result = ManifestEditor.edit(project, edits, judge: judge)
    result.notPulled = (lost + result.notPulled).sorted {
      ($0.address, $0.path ?? FieldPath("")) < ($1.address, $1.path ?? FieldPath(""))
    }
    self.edits = result
    // Half of a URL was nobody's, so it is not recorded either.
    let left = Set(
      result.notPulled.flatMap { lost -> [Field] in
        guard let path = lost.path, Destination.paths.contains(path) else {
          return [Field(address: lost.address, path: lost.path)]
        }
        return Destination.paths.map { Field(address: lost.address, path: $0) }
      })
    let adopted: [StoredResource] = drift.items.compactMap { item in
      guard case .changed(let fields) = item.kind, places[item.address] != nil,
        let stored = state.resources.first(where: { $0.address == item.address })
      else { return nil }
      let changes = fields.filter { !left.contains(Field(address: item.address, path: $0.path)) }
        .map { FieldChange(path: $0.path, before: $0.stored, after: $0.live) }
      var encoder = FieldEncoder(decimals: project.manifest.account.currency.decimals)
      return changes.isEmpty ? nil : stored.holding(changes, encoder: &encoder)
    }
    self.adopted = adopted
    let drifted = drift.changedFields
    kept = adopted.flatMap { resource in
      KeptHour.all(of: resource).filter { hour in
        drifted[resource.address]?.contains { $0.path == hour.path } ?? false
      }
    }
  }

  private struct Field: Hashable {
    let address: Address
    let path: FieldPath?
  }

  private static func reason(_ item: Drift.Item) -> String {
    func below(_ count: Int) -> String { count == 0 ? "" : " with \(count) below it" }
    return switch item.kind {
    case .archived(let count):
      "it was archived on the account\(below(count)), which is for good: take it out, or write `status: archived`"
    case .vanished(let count):
      "the account has nothing under its id \(item.id)\(below(count)): take it out"
    case .changed: ""
    }
  }
}
