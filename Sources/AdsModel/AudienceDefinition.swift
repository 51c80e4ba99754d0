/// How an audience comes about, with what its type asks for.
public enum AudienceDefinition: Hashable, Sendable {
  case visitor(Visitors)
  case customerList(CustomerList)
  case engagement(Engagement)
  case actalike(Actalike)
  case external(External)

  /// People who did something on a site.
  public struct Visitors: Hashable, Sendable {
    /// The id of the Pinterest tag.
    public var tag: String
    /// How long somebody stays in who does not come again.
    public var retentionDays = AudienceDefinition.defaultRetentionDays
    /// Whether those are in who came before the audience was made.
    public var includesPastTraffic = true
    /// What they did; none: anything.
    public var events: [String]
    /// What the address of the page has to be.
    public var urls: [TextCondition] = []
    public var filters: [EventFilter] = []
    /// Where they did it; none: anywhere.
    public var sources: [VisitorSource] = []

    public init(
      tag: String, retentionDays: Int64 = AudienceDefinition.defaultRetentionDays,
      events: [String] = []
    ) {
      self.tag = tag
      self.retentionDays = retentionDays
      self.events = events
    }
  }

  /// People on a list.
  public struct CustomerList: Hashable, Sendable {
    /// None where the list is filled otherwise (`sync: external`).
    public var source: ListSource?
    public var identifiers: ListIdentifier
    public var sync = ListSync.delta
    /// People who are never uploaded, and are taken out.
    public var suppress: ListSource?
    /// None: as found.
    public var hashing: ListHashing?
    public var allowsIDFA = false
    /// The first attestation: Pinterest's terms for customer lists are accepted.
    public var termsAccepted = false
    /// The second: those who opted out are not on the list.
    public var optOutsRemoved = false

    public init(_ source: ListSource?, _ identifiers: ListIdentifier) {
      self.source = source
      self.identifiers = identifiers
    }
  }

  /// People who did something on Pinterest.
  public struct Engagement: Hashable, Sendable {
    public var kind: EngagementKind
    /// None: everybody who engaged with the account's Pins.
    public var source: EngagementSource?
    public var retentionDays = AudienceDefinition.defaultRetentionDays

    public init(_ kind: EngagementKind, source: EngagementSource? = nil) {
      self.kind = kind
      self.source = source
    }
  }

  /// People who are like those of another audience.
  public struct Actalike: Hashable, Sendable {
    /// The key of the audience to resemble.
    public var seed: String
    public var country: String
    /// How much of the country's people, at most.
    public var percentage: Int64

    public init(seed: String, country: String, percentage: Int64) {
      self.seed = seed
      self.country = country
      self.percentage = percentage
    }
  }

  /// An audience that is made elsewhere.
  public struct External: Hashable, Sendable {
    /// Pinterest's id of it.
    public var id: String
    /// Whether its data is somebody else's, which lowers what a bid is worth.
    public var isThirdParty = false

    public init(id: String) { self.id = id }
  }
}

extension AudienceDefinition {
  /// Source: Ads API v5, `AudienceRule.retention_days`.
  public static let defaultRetentionDays: Int64 = 180

  public var type: AudienceType {
    switch self {
    case .visitor: .visitor
    case .customerList: .customerList
    case .engagement: .engagement
    case .actalike: .actalike
    case .external: .external
    }
  }

  /// What a new one of a type is before anything is read into it.
  static func blank(of type: AudienceType) -> Self {
    switch type {
    case .visitor: .visitor(.init(tag: ""))
    case .customerList: .customerList(.init(nil, .email))
    case .engagement: .engagement(.init(.all))
    case .actalike: .actalike(.init(seed: "", country: "", percentage: 0))
    case .external: .external(.init(id: ""))
    }
  }
}

// The parts of each type; none of another type's, and putting one in changes nothing else.
extension AudienceDefinition {
  public var visitors: Visitors? {
    get { if case .visitor(let part) = self { part } else { nil } }
    set { if let newValue, case .visitor = self { self = .visitor(newValue) } }
  }

  public var customerList: CustomerList? {
    get { if case .customerList(let part) = self { part } else { nil } }
    set { if let newValue, case .customerList = self { self = .customerList(newValue) } }
  }

  public var engaged: Engagement? {
    get { if case .engagement(let part) = self { part } else { nil } }
    set { if let newValue, case .engagement = self { self = .engagement(newValue) } }
  }

  public var actalike: Actalike? {
    get { if case .actalike(let part) = self { part } else { nil } }
    set { if let newValue, case .actalike = self { self = .actalike(newValue) } }
  }

  public var external: External? {
    get { if case .external(let part) = self { part } else { nil } }
    set { if let newValue, case .external = self { self = .external(newValue) } }
  }

  /// How long people stay in, for the two types whose people leave by themselves.
  public var retentionDays: Int64? {
    get { visitors?.retentionDays ?? engaged?.retentionDays }
    set {
      guard let newValue else { return }
      visitors?.retentionDays = newValue
      engaged?.retentionDays = newValue
    }
  }

  /// Pinterest's id of an audience made elsewhere.
  public var externalID: String? {
    external.flatMap { $0.id.isEmpty ? nil : $0.id }
  }
}
