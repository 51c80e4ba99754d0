import AdsModel
import Diagnostics
import Outcomes
import Planning

/// An audience as the state has it, for asking a target how far it is.
public struct StoredAudience: Sendable {
  public let address: Address
  public let id: String
  /// None where the state does not say.
  public let type: AudienceType?
  public let fields: Fields
  /// How many people the state keeps of its list; none for what is no customer list.
  public let members: Int?

  /// `counts` is how many people are kept of each list, by its name.
  public init(_ resource: StoredResource, counts: [String: Int]) {
    address = resource.address
    id = resource.id
    fields = Fields(json: resource.attributes) ?? Fields()
    type = fields[.type]?.text.flatMap(AudienceType.init(rawValue:))
    members =
      type == .customerList
      ? resource.privateValues.memberList.map { MemberList.count(of: $0, counts) } ?? 0 : nil
  }
}

extension StoredState {
  /// The audiences that are not archived, in the order of their addresses.
  public func audiences(counts: [String: Int]) -> [StoredAudience] {
    resources.filter { $0.address.kind == .audience && $0.status != .archived }
      .map { StoredAudience($0, counts: counts) }.sorted { $0.address < $1.address }
  }
}

/// How far an audience is on the account that has it.
public struct AudienceReading: Hashable, Sendable {
  /// Records that Pinterest did not take.
  public struct Rejection: Hashable, Sendable {
    public let records: Int64
    /// Pinterest's reasons.
    public let codes: [Int64]

    public init(records: Int64, codes: [Int64]) {
      self.records = records
      self.codes = codes
    }
  }

  /// Whether the account has it.
  public var isThere = true
  /// None where the account says what nobody knows.
  public var readiness: AudienceReadiness?
  /// The people with accounts in it; none where nobody tells.
  public var size: Int64?
  /// When it began to be built; none where nobody tells.
  public var begun: Instant?
  /// How long it takes; none where nobody knows.
  public var wait: AudienceWait?
  /// Whether the tag that it is made from has never reported anybody.
  public var tagNeverFired = false
  /// What Pinterest did not take of its list.
  public var rejection: Rejection?

  public init() {}

  /// Where the state itself is the account: everything is ready but a list of too few.
  public init(local audience: StoredAudience) {
    let isTooSmall = (audience.members ?? .max) < Limits.smallestAudience
    readiness = isTooSmall ? .tooSmall : .ready
    size = audience.members.map(Int64.init)
  }
}

extension AudienceStatus {
  /// What an account says of an audience, with what is to be noticed; a pure function.
  public init(_ stored: StoredAudience, _ reading: AudienceReading, now: Instant) {
    self.init(stored.address, stored.type, id: stored.id)
    readiness = reading.readiness
    size = reading.size
    members = stored.members
    if reading.readiness == .initializing {
      wait = reading.wait
      pendingUntil = reading.begun.flatMap { begun in wait?.end(from: begun) }
    }
    notices = Self.notices(stored, reading, self, now)
  }

  private static func notices(
    _ stored: StoredAudience, _ reading: AudienceReading, _ status: Self, _ now: Instant
  ) -> [Notice] {
    let address = stored.address
    var notices: [Notice] = []
    if reading.tagNeverFired, let tag = stored.fields[.tag]?.text {
      notices.append(.tagNeverFired(address, tag: tag))
    }
    if let rejection = reading.rejection {
      notices.append(.listRejected(address, records: rejection.records, codes: rejection.codes))
    }
    switch reading.readiness {
    case .initializing?:
      notices.append(
        .audiencePending(address, wait: status.wait, until: status.pendingUntil, now: now))
    // A tag that never fired is why.
    case .tooSmall? where !reading.tagNeverFired:
      notices.append(.listTooSmall(address, stored.type ?? .external, size: reading.size))
    case .tooSmall?, .ready?, nil: break
    }
    return notices
  }
}

extension AdsTarget {
  /// How far audiences are, in the order given, and which of them the account does not have.
  public func statuses(
    of audiences: [StoredAudience], now: Instant
  ) async throws(TargetFailure) -> AudienceStatuses {
    let readings = try await readings(of: audiences)
    var statuses = AudienceStatuses(
      zip(audiences, readings).map { AudienceStatus($0, $1, now: now) }, now: now)
    statuses.diagnostics = zip(audiences, readings).compactMap { audience, reading in
      reading.isThere
        ? nil
        : Diagnostic(
          .driftVanished, .warning,
          "\(audience.address) is not on the account any more: it was id \(audience.id)", at: nil,
          address: audience.address.description,
          hint: audience.type == .external
            ? "name the id of one that is there, or take it out of the YAML"
            : "`pinplan plan` says what becomes of it")
    }
    return statuses
  }
}
