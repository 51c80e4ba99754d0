import AdsModel
import Diagnostics
import ManifestModel

/// Which `moved` entries are still to be carried out, and what is wrong with the others.
struct MoveResolution {
  /// Final moves, in terms of the parents' new keys.
  var moves: [Move] = []
  var diagnostics: [Diagnostic] = []

  /// An entry is history once its resource is stored elsewhere, or once it was carried out.
  ///
  /// What is stored at its old address later is another one. Chains lead to the declared end.
  init(manifest: Manifest, state: StoredState) {
    guard !manifest.moves.isEmpty else { return }
    defer { reportIdle(manifest, state) }
    let stored = state.occupied
    let applied = Set(state.appliedMoves)
    let declared = manifest.addresses
    var current = stored
    for kind in ResourceKind.inDepthOrder where kind.isMovable {
      let parents = Dictionary(moves.map { ($0.from, $0.to) }) { first, _ in first }
      if !parents.isEmpty { current = Set(stored.map { $0.moved(by: parents) }) }
      resolve(kind, manifest, parents, current, declared, applied)
    }
    for entry in manifest.moves where !entry.move.from.kind.isMovable {
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
      let wasApplied = applied.contains(entry.move)
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

  /// Says which entries move nothing although something is created where they lead.
  private mutating func reportIdle(_ manifest: Manifest, _ state: StoredState) {
    let stored = state.occupied
    let declared = manifest.addresses
    let reached = Set(moves.map(\.to))
    guard diagnostics.isEmpty, !stored.isEmpty else { return }
    for entry in manifest.moves where entry.move.problem() == nil {
      let (from, to) = (entry.move.from, entry.move.to)
      guard declared.contains(to), !stored.contains(to), !reached.contains(to) else { continue }
      if stored.contains(from) {
        guard state.appliedMoves.contains(entry.move), !declared.contains(from) else { continue }
        warn(
          "\(from) does not move to \(to): the entry was carried out before, and what is stored there now is another one",
          entry, manifest,
          hint:
            "if it is to be renamed as well, use `pinplan state mv \(shellWord("\(from)")) \(shellWord("\(to)"))`"
        )
      } else if !state.appliedMoves.contains(entry.move) {
        let candidates = stored.lazy.filter {
          $0.kind == from.kind && $0.parent == from.parent && !declared.contains($0)
        }.map(\.key).sorted()
        let nearest = Suggestion.nearest(to: from.key, among: candidates)
        warn(
          "\(from) is not stored, so nothing moves, and \(to) is created anew", entry, manifest,
          hint: nearest.map {
            "did you mean `\(from.description.dropLast(from.key.count))\($0)`?"
          } ?? "`pinplan state list` shows what is stored")
      }
    }
  }

  private mutating func warn(
    _ message: String, _ entry: DeclaredMove, _ manifest: Manifest, hint: String
  ) {
    diagnostics.append(
      Diagnostic(
        .movedNotStored, .warning, message, at: manifest.span(of: entry.origin),
        address: entry.move.from.description, hint: hint))
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
        from: move.from.moved(by: targets),
        to: move.to.moved(by: targets.filter { $0.key != move.to }))
    }
    let written = moves.map(\.move).filter { $0.from.kind.depth < move.from.kind.depth }
    guard let found = problem(pending) else { return nil }
    return written.isEmpty ? found : problem(written).map { _ in found }
  }

  /// The addresses of everything declared that can move.
  var addresses: Set<Address> {
    let kinds = ResourceKind.allCases.filter(\.isMovable)
    return Set(kinds.flatMap { resources.all(of: $0) }.map { self[$0].address })
  }
}

extension Manifest {
  /// The entries that are history once a plan is carried out.
  ///
  /// One whose end is not declared yet has not had its turn, and an end that is declared is there
  /// from then on.
  func historicMoves(after state: StoredState?) -> [Move] {
    guard !moves.isEmpty else { return [] }
    let declared = addresses
    let applied = Set(state?.appliedMoves ?? [])
    return moves.map(\.move).filter { applied.contains($0) || isReached($0.to, declared) }
  }

  /// Whether an end, or the end of the chain that leads on from it, is declared.
  private func isReached(_ end: Address, _ declared: Set<Address>) -> Bool {
    var end = end
    var seen: Set<Address> = [end]
    while !declared.contains(end) {
      guard let next = moves.first(where: { $0.move.from == end })?.move.to,
        seen.insert(next).inserted
      else { return !end.kind.isMovable }
      end = next
    }
    return true
  }
}

extension StoredState {
  /// Where something lives or is being made.
  fileprivate var occupied: Set<Address> {
    var addresses = Set(resources.lazy.filter { $0.status != .archived }.map(\.address))
    addresses.formUnion(unfinished.lazy.map(\.address))
    return addresses
  }

  /// The same once what a project moves has moved.
  public func moved(as manifest: Manifest) -> Self {
    guard !manifest.moves.isEmpty else { return self }
    let moves = MoveResolution(manifest: manifest, state: self).moves
    return carryingOut(moves, decimals: manifest.account.currency.decimals)
  }
}
