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
      if let problem = manifest.problem(with: entry.move, pending: moves) {
        report(problem, entry, manifest)
      }
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
      if let problem = manifest.problem(with: entry.move, pending: moves) {
        report(problem, entry, manifest)
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

  private mutating func report(
    _ problem: MoveProblem, _ entry: DeclaredMove, _ manifest: Manifest
  ) {
    report(.movedInvalid, problem.message, entry, manifest, hint: problem.hint)
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
  /// What is wrong with an entry, given the moves of what may hold its resource.
  ///
  /// Those that were carried out before count as well: an entry stays right once it is history.
  fileprivate func problem(with move: Move, pending: [Move]) -> MoveProblem? {
    func problem(_ parents: [Move]) -> MoveProblem? {
      let targets = Dictionary(parents.map { ($0.from, $0.to) }) { first, _ in first }
      return move.problem(
        from: move.from.moved(by: targets), to: move.to.moved(by: targets.filter { $0.key != move.to }))
    }
    let written = moves.map(\.move).filter { $0.from.kind.depth < move.from.kind.depth }
    guard let found = problem(pending) else { return nil }
    return written.isEmpty ? found : problem(written).map { _ in found }
  }

  /// The addresses of everything declared except keywords, which cannot move.
  var addresses: Set<Address> {
    var all: Set<Address> = Set(campaigns.map(\.address))
    all.formUnion(adGroups.map(\.address))
    all.formUnion(ads.map(\.address))
    all.formUnion(audiences.map(\.address))
    return all
  }
}
