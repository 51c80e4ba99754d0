import AdsModel
import CustomerLists
import Diagnostics
import ManifestModel
import Planning
import StateStore

extension StoredState {
  /// Audiences whose replacement was cut off while people were brought onto the list of the new copy.
  ///
  /// Whoever is on it has to follow the file, so the replacement goes on without being asked for again.
  func begunListCopies(in manifest: Manifest) -> Set<Address> {
    guard unfinished.contains(where: { $0.privateValues.memberList != nil }) else { return [] }
    let state = moved(by: manifest)
    let stored = Set(state.resources.lazy.filter { $0.status != .archived }.map(\.address))
    let archived = ArchivedResources(in: manifest)
    let declared = manifest.resources.all(of: .audience).filter { !archived[$0] }
      .map { manifest.audiences[$0.index].address }
    let begun = state.unfinished.filter { $0.privateValues.memberList != nil }.map(\.address)
    return Set(begun).intersection(stored).intersection(declared)
  }
}

/// Compares the declared customer lists with who is stored of them.
struct ListComparison {
  private let reading: ListReading
  private let backend: any StateBackend
  private let stored: [Address: StoredResource]
  private let counts: [String: Int]
  private let replaced: Set<Address>
  private let unfinished: [Address: PrivateValues]
  private let reviewed: [Address: String]
  private let read: ReadPeople?
  /// Of which lists the key is lost, those that are given up among them.
  private var lost: ListFailure?
  private(set) var lists = PlanLists()
  private(set) var diagnostics: [Diagnostic] = []

  /// `replaced` are given up and made anew, whoever is stored of them; `reviewed` is what stood for people
  /// before, and `read` keeps those who come or go.
  init(
    _ reading: ListReading, _ state: StoredState?, _ backend: any StateBackend,
    replacing replaced: Set<Address>, reviewed: [Address: String], keeping read: ReadPeople?
  ) async throws(StateError) {
    self.reviewed = reviewed
    self.read = read
    self.reading = reading
    self.backend = backend
    self.replaced = replaced
    let moved = state?.moved(by: reading.manifest)
    let audiences = moved?.resources.filter { $0.address.kind == .audience }
    stored = (audiences ?? []).byAddress
    unfinished = Dictionary(
      (moved?.unfinished ?? []).map { ($0.address, $0.privateValues) }
    ) { first, _ in first }
    let isKept = stored.values.contains { $0.privateValues.memberList != nil }
    counts = isKept ? try await backend.memberCounts() : [:]
    for (address, resource) in stored where resource.status != .archived {
      guard let list = resource.privateValues.memberList else { continue }
      let begun = resource.privateValues.begunUpload
      lists.stored[address] =
        begun.flatMap { $0.isOfEnd ? $0.stored : nil } ?? counts[list] ?? 0
      if reading.manifest.target != .local,
        try await !isOpened(by: reading.key, list)
      {
        lists.staying.insert(address)
      }
    }
  }

  /// Whether a key tells who is kept of a list.
  private func isOpened(by key: ListKey?, _ list: String) async throws(StateError) -> Bool {
    do {
      guard let member = try await backend.firstMember(of: list) else { return true }
      return key.map { (try? $0.open(member)) != nil } ?? false
    } catch let error as StateError {
      throw error
    } catch {
      return false
    }
  }

  /// Whether a list that is given up tells who is on it.
  private func isToBeTold(_ list: String) async throws(PlanningFailure) -> Bool {
    do { return try await isOpened(by: reading.key, list) } catch { throw .state(error) }
  }

  /// Reads and compares every list that pinplan fills.
  ///
  /// Those whose key is lost are told all at once, as each has to be made anew before anything is planned.
  mutating func compare() async throws(PlanningFailure) {
    let archived = ArchivedResources(in: reading.manifest)
    var isRefused = false
    for ref in reading.manifest.resources.all(of: .audience) where !archived[ref] {
      do {
        try await compare(reading.manifest.audiences[ref.index])
      } catch {
        guard case .list(let failure) = error, let all = failure.joined(to: lost) else {
          throw error
        }
        lost = all
        isRefused = true
      }
    }
    if isRefused, let lost { throw .list(lost) }
  }

  private mutating func compare(_ audience: Declared<Audience>) async throws(PlanningFailure) {
    guard let list = audience.value.definition.customerList else { return }
    let resource = stored[audience.address].flatMap { $0.status == .archived ? nil : $0 }
    let isNew = resource == nil || replaced.contains(audience.address)
    // Something else fills it once it is there.
    if list.sync == .external, !isNew { return }
    let (people, found) = reading.people(of: audience)
    diagnostics += found.filter { !diagnostics.contains($0) }
    guard let people else { return }
    let name = resource?.privateValues.memberList
    let kept = name.map { counts[$0] ?? 0 }
    let isStaying = isNew && lists.staying.contains(audience.address)
    var change = MembershipChange(add: people.count, remove: 0, total: people.count)
    if let name, let kept, MemberList.names(of: name).contains(where: { counts[$0] ?? 0 > 0 }) {
      if isNew, try await !isToBeTold(name) {
        // Who they are nobody can tell: so many at least are not on the new one.
        change.remove = max(0, kept - people.count)
        let failure: ListFailure =
          reading.key == nil
          ? .noKey([audience.address], count: kept) : .otherKey([audience.address], count: kept)
        lost = failure.joined(to: lost)
      } else {
        change = try await self.change(of: audience.address, people, from: name, count: kept)
      }
    }
    let values = resource.map(\.privateValues) ?? unfinished[audience.address]
    var declared: DeclaredList
    if !isNew || resource == nil, let begun = values?.begunUpload, !begun.isOfEnd,
      change.add + change.remove > 0, people.isBound(by: begun.binding)
    {
      declared = DeclaredList(goingOnWith: begun, leaving: change.remove)
    } else {
      declared = DeclaredList(
        total: change.total, add: change.add, leaving: change.remove, stored: kept,
        isReplaced: list.sync == .replace, binding: binding(of: people, at: audience.address))
    }
    declared.isStaying = isStaying
    lists.declared[audience.address] = declared
    if isNew || !declared.membership.isEmpty {
      read?.keep(people, boundBy: declared.binding, at: audience.address)
    }
  }

  private func binding(of people: MemberSet, at address: Address) -> String {
    if let known = reviewed[address], people.isBound(by: known) { return known }
    return people.binding
  }

  private func change(
    of address: Address, _ people: MemberSet, from name: String, count: Int
  ) async throws(PlanningFailure) -> MembershipChange {
    guard let key = reading.key else { throw .list(.noKey([address], count: count)) }
    var change = MembershipChange(total: people.count)
    var comparison = MemberComparison(of: people)
    var isKnown = false
    do {
      var uncertain = try await UncertainMembers(of: name) { try await backend.members(of: $0, $1) }
      try await backend.members(of: name) { page in
        // All were sealed with the key of the first.
        if !isKnown, let first = page.first {
          _ = try key.open(first)
          isKnown = true
        }
        for member in page {
          try uncertain.take(member) { try comparison.take($0) { change.count($0) } }
        }
      }
      try uncertain.finish { try comparison.take($0) { change.count($0) } }
      try comparison.finish { change.count($0) }
    } catch let error as StateError {
      throw .state(error)
    } catch ListKeyError.otherKey {
      throw .list(.otherKey([address], count: count))
    } catch {
      throw .list(.damaged(address))
    }
    return change
  }
}
