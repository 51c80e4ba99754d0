import CustomerLists
import Planning
import StateStore

/// Hands out who comes to a list and who goes from it, batch by batch: removals first.
///
/// It goes through the order beside what the state keeps, which changes meanwhile as batches are settled,
/// and never holds more than a page of that and a batch.
struct UploadCursor {
  private enum Phase { case removing, adding, over }

  private let order: PeopleOrder
  private let list: String
  private let isOfGivenUp: Bool
  private let key: ListKey
  private let session: any StateSession
  private var phase = Phase.removing
  private var kept: KeptMembers
  private var coming: MemberComparison
  private var going: MemberComparison
  /// Who comes after the last batch.
  private var next: (kind: UploadBatch.Kind, person: UploadPerson)?
  private var isBegun = false

  init(
    _ order: PeopleOrder, of list: String, sealedWith key: ListKey, in session: any StateSession,
    isOfGivenUp: Bool = false
  ) async throws {
    self.order = order
    self.list = list
    self.isOfGivenUp = isOfGivenUp
    self.key = key
    self.session = session
    kept = try await KeptMembers(of: list, in: session)
    let (add, remove) =
      switch order {
      case .exactly(let people, _): (people, people)
      case .changing(let add, let remove): (add, remove)
      }
    add.rekey(to: key)
    remove.rekey(to: key)
    coming = MemberComparison(of: add)
    going = MemberComparison(of: remove)
  }

  /// The next batch, of so many people at most; none once everybody is handed out.
  mutating func batch(most limit: Int) async throws -> UploadBatch? {
    if !isBegun {
      next = try await pull()
      isBegun = true
    }
    guard let kind = next?.kind else { return nil }
    var people: [UploadPerson] = []
    while let (found, person) = next, found == kind, people.count < limit {
      people.append(person)
      next = try await pull()
    }
    return UploadBatch(
      kind, people, of: list, isLast: next == nil, isOfGivenUp: isOfGivenUp)
  }

  private mutating func pull() async throws -> (kind: UploadBatch.Kind, person: UploadPerson)? {
    while true {
      switch phase {
      case .removing:
        if let person = try await nextRemoval() { return (.remove, person) }
        phase = .adding
        // From the beginning again, as by now others are there.
        kept = try await KeptMembers(of: list, in: session)
      case .adding:
        if let person = try await nextAddition() { return (.add, person) }
        phase = .over
      case .over: return nil
      }
    }
  }

  private mutating func nextRemoval() async throws -> UploadPerson? {
    guard case .exactly(_, let isAnew) = order else {
      guard case .add(let digest, let kind)? = going.nextAddition() else { return nil }
      return UploadPerson(member: key.seal(digest, kind), digest: digest)
    }
    while let member = try await kept.current() {
      if isAnew {
        kept.advance()
        return try removal(member.member)
      }
      let (step, isOfStored) = try going.step(before: member)
      if isOfStored { kept.advance() }
      if case .remove(let member) = step { return try removal(member) }
    }
    return nil
  }

  private func removal(_ member: SealedMember) throws -> UploadPerson {
    UploadPerson(member: member, digest: try key.open(member))
  }

  private mutating func nextAddition() async throws -> UploadPerson? {
    if case .exactly(_, anew: false) = order {
      while let member = try await kept.current() {
        let (step, isOfStored) = try coming.step(before: member)
        if isOfStored { kept.advance() }
        if case .add(let digest, let kind) = step { return addition(digest, kind) }
      }
    }
    guard case .add(let digest, let kind)? = coming.nextAddition() else { return nil }
    return addition(digest, kind)
  }

  private func addition(_ digest: ListDigest, _ kind: DigestKind) -> UploadPerson {
    UploadPerson(member: key.seal(digest, kind), digest: digest)
  }
}
