import AdsModel
import Diagnostics

/// How far an audience is, as `audience status` tells it.
public struct AudienceStatus: Hashable, Sendable {
  public let address: Address
  /// None where the state does not say.
  public let type: AudienceType?
  public let id: String
  /// None where the account does not have it any more, or says what nobody knows.
  public var readiness: AudienceReadiness?
  /// The people with accounts in it; none where nobody tells.
  public var size: Int64?
  /// How many people were uploaded; none for what is no customer list.
  public var members: Int?
  /// How long it takes while it is being built.
  public var wait: AudienceWait?
  /// When that is over; none for what is not being built.
  public var pendingUntil: Instant?
  public var notices: [Notice] = []

  public init(_ address: Address, _ type: AudienceType?, id: String) {
    self.address = address
    self.type = type
    self.id = id
  }

  public var isReady: Bool { readiness == .ready }
}

/// How far audiences are, and what is to be noticed about them and the account.
public struct AudienceStatuses: Sendable {
  /// In the order of their addresses.
  public var audiences: [AudienceStatus]
  /// What concerns the account.
  public var accountNotices: [Notice] = []
  public var diagnostics: [Diagnostic] = []
  /// The moment that they are of.
  public let now: Instant

  public init(_ audiences: [AudienceStatus], now: Instant) {
    self.audiences = audiences
    self.now = now
  }

  /// All there is to be noticed, what concerns the account first.
  public var notices: [Notice] { accountNotices + audiences.flatMap(\.notices) }

  public var readyCount: Int { audiences.count(where: \.isReady) }

  public var isReady: Bool { readyCount == audiences.count }
}
