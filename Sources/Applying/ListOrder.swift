import AdsModel
import CustomerLists
import Diagnostics
import ManifestModel
import Outcomes
import Planning
import StateStore

/// Who of a file comes to a list that something else fills, and who goes.
public struct ListOrder {
  /// What is carried out, one after the other; more than one where digests of two kinds are taken out.
  public private(set) var steps: [(add: MemberSet, remove: MemberSet)]
  public private(set) var counts: ListFill.Counts
  /// How many of those who are known to be on the list go although nobody names them.
  public private(set) var leaving = 0

  /// Takes people out before others come.
  fileprivate init(_ add: MemberSet, _ removals: [MemberSet], beside known: KnownPeople) {
    let last = removals.last ?? .empty(key: add.key)
    steps = removals.dropLast().map { (.empty(key: add.key), $0) } + [(add, last)]
    counts = ListFill.Counts(
      added: add.count, removed: removals.reduce(0) { $0 + $1.count }, knownBefore: known.count,
      knownAfter: add.count)
  }

  /// An order to put people on a list and take others out, whoever is on it.
  fileprivate init(adding add: MemberSet, removing remove: MemberSet, beside known: KnownPeople) {
    self.init(add, [remove], beside: known)
    counts.knownAfter += known.others
  }

  /// An order to take everybody out who is not to be on a list.
  fileprivate init(
    replacingBy add: MemberSet, removing remove: MemberSet, beside known: KnownPeople
  ) {
    var removals = [remove]
    if var gathering = known.gathering {
      gathering.append(remove)
      removals = gathering.finish()
    }
    self.init(add, removals, beside: known)
    leaving = known.others + known.removed
  }
}

/// Who is known to be on a list, beside who is to come to it and to go from it.
private struct KnownPeople {
  var count = 0
  /// How many are named as those who go.
  var removed = 0
  /// How many are not named.
  var others = 0
  /// They themselves, where they are to go.
  var gathering: MemberGathering?

  init(gathersWith key: ListKey?) { gathering = key.map(MemberGathering.init) }

  /// Takes the next one; `isCertain` says that nothing is under way that may have put them there.
  mutating func take(
    _ member: SealedMember, isCertain: Bool, comes: inout MemberComparison,
    goes: inout MemberComparison
  ) throws {
    count += isCertain ? 1 : 0
    var isNamed = false
    try comes.take(member) { if case .keep = $0 { isNamed = true } }
    try goes.take(member) {
      guard case .keep = $0, !isNamed else { return }
      isNamed = true
      removed += isCertain ? 1 : 0
    }
    guard !isNamed else { return }
    others += isCertain ? 1 : 0
    try gathering?.append(member)
  }
}

extension ExternalList {
  /// What a file and the opt-outs say of the list.
  public struct Contents {
    public let file: ListContents
    /// Who is on the file and not among the opt-outs, and who is among those.
    public private(set) var people: MemberSet
    public private(set) var optOuts: MemberSet?
    /// How many entries of the file are among the opt-outs.
    public let suppressed: Int
    public let diagnostics: [Diagnostic]

    /// The same with the people in the order of a key.
    public func keyed(by key: ListKey) -> Self {
      var contents = self
      contents.people = people.keyed(by: key)
      contents.optOuts = optOuts?.keyed(by: key)
      return contents
    }

    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Reads a file, and the opt-outs where somebody could be put on the list.
  public func read(
    _ file: String, for operation: ListFill.Operation, from bytes: ByteSource, _ access: ListAccess,
    key: ListKey?
  ) throws(ByteSource.Failure) -> Contents {
    var contents = try ListReader(
      file: file, identifier: list.identifiers, hashing: list.hashing, key: key
    ).read(bytes)
    let count = contents.members.count
    var found: [Diagnostic] = []
    let optOuts = operation == .remove ? nil : self.optOuts(access, key: key, &found)
    if let optOuts { contents.suppress(optOuts) }
    if operation == .replace, found.isEmpty { contents.judgeSize() }
    return Contents(
      file: contents, people: contents.members, optOuts: optOuts?.members,
      suppressed: count - contents.members.count,
      diagnostics: (contents.diagnostics + found).map { found in
        var found = found
        found.address = address.description
        return found
      })
  }

  /// Who opted out, for holding a stream to it, and what is wrong with the file; all told by the digest that
  /// the stream tells people by.
  public func optOuts(_ access: ListAccess) -> (people: OptOuts?, diagnostics: [Diagnostic]) {
    var found: [Diagnostic] = []
    guard let contents = optOuts(access, key: nil, &found) else { return (nil, found) }
    let (people, judged) = OptOuts.people(of: contents, in: StreamReader(list))
    return (people, found + judged)
  }

  /// The opt-outs, if there are to be any; `found` gets why they cannot be had.
  func optOuts(_ access: ListAccess, key: ListKey?, _ found: inout [Diagnostic]) -> ListContents? {
    guard let suppress = list.suppress else { return nil }
    do throws(ListReading.Missing) {
      return try ListReading(manifest: manifest, access: access, key: key)
        .read(suppress, at: .suppress, of: audience, list)
    } catch {
      found.append(error.diagnostic)
      return nil
    }
  }

  /// Who comes and who goes, beside who is known to be on the list.
  ///
  /// Everybody is sent whoever is known, and the opt-outs are taken out likewise: others fill the list too.
  public func order(
    _ operation: ListFill.Operation, _ contents: Contents, in backend: any StateBackend,
    key: ListKey?
  ) async throws(PlanningFailure) -> ListOrder {
    let nobody = MemberSet.empty(key: key)
    let people = contents.people
    let (add, remove) =
      operation == .remove ? (nobody, people) : (people, contents.optOuts ?? nobody)
    var known = KnownPeople(gathersWith: operation == .replace ? key : nil)
    if let key, let name = resource.privateValues.memberList {
      var comes = MemberComparison(of: add)
      var goes = MemberComparison(of: remove)
      try await visitKnown(name, in: backend, key) { member, isCertain in
        try known.take(member, isCertain: isCertain, comes: &comes, goes: &goes)
      }
    } else {
      try await demandNobodyKnown(in: backend)
    }
    return operation == .replace
      ? ListOrder(replacingBy: add, removing: remove, beside: known)
      : ListOrder(adding: add, removing: remove, beside: known)
  }

  /// Holds the key to those who are stored: other ones must not come to lie beside them.
  public func demandKey(_ key: ListKey?, in backend: any StateBackend) async throws(PlanningFailure)
  {
    guard let key, let name = resource.privateValues.memberList else {
      return try await demandNobodyKnown(in: backend)
    }
    let isOther = try await PlanningFailure.ofMembers(at: address) {
      try await backend.firstMember(of: name).map { (try? key.open($0)) == nil } ?? false
    }
    guard isOther else { return }
    throw .list(.otherKey([address], count: try await knownCount(name, in: backend)))
  }

  private func demandNobodyKnown(in backend: any StateBackend) async throws(PlanningFailure) {
    guard let name = resource.privateValues.memberList else { return }
    let count = try await knownCount(name, in: backend)
    if count > 0 { throw .list(.noKey([address], count: count)) }
  }

  /// Hands on who is stored of the list in order, those among them of whom nobody knows whether they came.
  private func visitKnown(
    _ name: String, in backend: any StateBackend, _ key: ListKey,
    _ body: (_ member: SealedMember, _ isCertain: Bool) throws -> Void
  ) async throws(PlanningFailure) {
    try await demandKey(key, in: backend)
    try await PlanningFailure.ofMembers(at: address) {
      var uncertain = try await UncertainMembers(of: name) { try await backend.members(of: $0, $1) }
      try await backend.members(of: name) { page in
        for member in page {
          try uncertain.take(member) { try body($0.member, $0.member == member) }
        }
      }
      try uncertain.finish { try body($0.member, false) }
    }
  }

  private func knownCount(
    _ name: String, in backend: any StateBackend
  ) async throws(PlanningFailure) -> Int {
    do { return try await backend.memberCounts()[name] ?? 0 } catch { throw .state(error) }
  }
}

extension PlanningFailure {
  /// What reading those who are stored of an audience throws.
  fileprivate static func ofMembers<Value>(
    at address: Address, _ body: () async throws -> Value
  ) async throws(Self) -> Value {
    do { return try await body() } catch let error as StateError {
      throw .state(error)
    } catch {
      throw .list(.damaged(address))
    }
  }
}
