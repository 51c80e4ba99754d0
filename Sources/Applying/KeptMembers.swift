import CustomerLists
import Planning
import StateStore

/// Who is kept of a list, one after the other, those among them of whom nobody knows whether they are there.
struct KeptMembers {
  private struct EndOfPage: Error {}

  private let list: String
  private let session: any StateSession
  private var uncertain: UncertainMembers
  private var page: [KeptMember] = []
  private var place = 0
  private var last: SealedMember?
  private var isAtEnd = false

  init(of list: String, in session: any StateSession) async throws {
    self.list = list
    self.session = session
    uncertain = try await UncertainMembers(of: list) { try await session.members(of: $0, $1) }
  }

  /// The next one, again and again; nobody after the last.
  mutating func current() async throws -> KeptMember? {
    while place == page.count, !isAtEnd { try await read() }
    return place < page.count ? page[place] : nil
  }

  mutating func advance() { place += 1 }

  private mutating func read() async throws {
    page.removeAll(keepingCapacity: true)
    place = 0
    var members: [SealedMember] = []
    do {
      try await session.members(of: list, after: last) { page in
        members = page
        throw EndOfPage()
      }
      uncertain.finish { page.append($0) }
      isAtEnd = true
    } catch is EndOfPage {
      for member in members { uncertain.take(member) { page.append($0) } }
      last = members.last
    }
  }
}

extension UncertainMembers {
  /// Those who are kept beside a list.
  init(
    of list: String,
    reading members: (
      _ list: String, _ page: ([SealedMember]) throws -> Void
    ) async throws -> Void
  ) async throws {
    var found: [SealedMember] = []
    for name in [MemberList.coming(to: list), MemberList.going(from: list)] {
      try await members(name) { found += $0 }
    }
    self.init(found)
  }
}
