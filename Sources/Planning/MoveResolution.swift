import AdsModel
import Diagnostics
import ManifestLoading

/// Which `moved` entries are still to be carried out, and what is wrong with the others.
struct MoveResolution {
  /// Final moves, in terms of the parents' new keys.
  var moves: [Move] = []
  var diagnostics: [Diagnostic] = []

  /// An entry is history once its resource is no longer stored at `from`, or once it was carried
  /// out and both ends are stored anew; chains lead to the end that is declared.
  init(manifest: Manifest, state: StoredState) {
    guard !manifest.moves.isEmpty else { return }
    let stored = Set(state.resources.filter { $0.status != .archived }.map(\.address))
    let applied = Set(state.appliedMoves)
    let declared = manifest.addresses
    var current = stored
    for kind in [ResourceKind.audience, .campaign, .adGroup, .ad] {
      let parents = Dictionary(moves.map { ($0.from, $0.to) }) { first, _ in first }
      if !parents.isEmpty { current = Set(stored.map { $0.moved(by: parents) }) }
      resolve(kind, manifest, parents, current, declared, applied)
    }
    for entry in manifest.moves where entry.move.from.kind == .keyword {
      report(
        .movedInvalid, "a keyword cannot move: its text and match type are what it is", entry,
        manifest, hint: "take the entry out; the new keyword is created, the old one archived")
    }
  }

  private mutating func resolve(
    _ kind: ResourceKind, _ manifest: Manifest, _ parents: [Address: Address],
    _ stored: Set<Address>, _ declared: Set<Address>, _ applied: Set<Move>
  ) {
    var targets: [Address: (to: Address, entry: DeclaredMove)] = [:]
    var sources: Set<Address> = []
    for entry in manifest.moves where entry.move.from.kind == kind {
      let from = entry.move.from.moved(by: parents)
      let to = entry.move.to.moved(by: parents.filter { $0.key != entry.move.to })
      if let problem = Self.problem(with: entry.move, from: from, to: to) {
        report(.movedInvalid, problem.message, entry, manifest, hint: problem.hint)
      } else if targets[from] != nil || sources.contains(to) {
        let end = targets[from] != nil ? "from \(from)" : "to \(to)"
        report(
          .movedInvalid, "two moved entries lead \(end)", entry, manifest,
          hint: "keep the one that is meant")
      } else {
        targets[from] = (to, entry)
        sources.insert(to)
      }
    }
    var pending: [(move: Move, entry: DeclaredMove)] = []
    for entry in manifest.moves where entry.move.from.kind == kind {
      let from = entry.move.from.moved(by: parents)
      guard let first = targets[from], first.entry == entry, stored.contains(from) else { continue }
      var end = first.to
      var seen: Set<Address> = [from]
      while !declared.contains(end), let next = targets[end]?.to, seen.insert(end).inserted {
        end = next
      }
      let wasApplied = applied.contains(entry.move) && stored.contains(end)
      if end != from, declared.contains(end), !wasApplied {
        pending.append((Move(from: from, to: end), entry))
      }
    }
    let leaving = Set(pending.map(\.move.from))
    for (move, entry) in pending {
      if stored.contains(move.to), !leaving.contains(move.to) {
        report(
          .movedTargetTaken,
          "\(move.from) cannot move to \(move.to): that address is stored already",
          entry, manifest, hint: "choose another key, or move \(move.to) away in the same list")
      } else {
        moves.append(move)
      }
    }
  }

  private static func problem(with move: Move, from: Address, to: Address) -> (
    message: String, hint: String
  )? {
    if move.from.kind != move.to.kind {
      return (
        "\(move.from) cannot become \(move.to): they are of different kinds",
        "write two addresses of the same kind"
      )
    }
    if from == to, move.from == move.to {
      return ("\(move.from) moves to itself", "take the entry out")
    }
    if from.parent != to.parent {
      return (
        "\(move.from) cannot move to \(move.to): Pinterest keeps it under the \(from.kind == .ad ? "ad group" : "campaign") it was created in",
        "keep the parent, or take the entry out: it is then created anew and the old one archived"
      )
    }
    return nil
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ entry: DeclaredMove, _ manifest: Manifest,
    hint: String
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: manifest.span(of: entry.origin),
        address: entry.move.from.description, hint: hint))
  }
}

extension Manifest {
  /// The addresses of everything declared except keywords, which cannot move.
  var addresses: Set<Address> {
    var all: Set<Address> = Set(campaigns.map(\.address))
    all.formUnion(adGroups.map(\.address))
    all.formUnion(ads.map(\.address))
    all.formUnion(audiences.map(\.address))
    return all
  }
}
