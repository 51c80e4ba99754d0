/// How an audience comes about, with what its type asks for.
public enum AudienceDefinition: Hashable, Sendable {
  case visitor(Visitors)
  case customerList(CustomerList)
  case engagement(Engagement)
  case actalike(Actalike)
  /// Made elsewhere; Pinterest's id of it.
  case external(id: String?)

  /// People who did something on a site.
  public struct Visitors: Hashable, Sendable {
    /// The id of the Pinterest tag.
    public var tag: String?
    public var retentionDays: Int64?
    public var events: [String]

    public init(tag: String? = nil, retentionDays: Int64? = nil, events: [String] = []) {
      self.tag = tag
      self.retentionDays = retentionDays
      self.events = events
    }
  }

  /// People on a list.
  public struct CustomerList: Hashable, Sendable {
    /// The file, relative to the project folder.
    public var file: String?
    public var identifiers: Identifiers?

    public init(file: String? = nil, identifiers: Identifiers? = nil) {
      self.file = file
      self.identifiers = identifiers
    }
  }

  /// What a customer list holds, as written.
  public enum Identifiers: Hashable, Sendable {
    case one(String)
    case several([String])
  }

  /// People who did something on Pinterest.
  public struct Engagement: Hashable, Sendable {
    /// Which kind counts.
    public var kind: String?
    /// The keys of the campaigns that they engaged with.
    public var campaigns: [String]

    public init(kind: String? = nil, campaigns: [String] = []) {
      self.kind = kind
      self.campaigns = campaigns
    }
  }

  /// People who are like those of another audience.
  public struct Actalike: Hashable, Sendable {
    /// The key of the audience to resemble.
    public var seed: String?
    public var country: String?
    public var percentage: Int64?

    public init(seed: String? = nil, country: String? = nil, percentage: Int64? = nil) {
      self.seed = seed
      self.country = country
      self.percentage = percentage
    }
  }
}

extension AudienceDefinition {
  public var type: AudienceType {
    switch self {
    case .visitor: .visitor
    case .customerList: .customerList
    case .engagement: .engagement
    case .actalike: .actalike
    case .external: .external
    }
  }

  /// Pinterest's id of an audience made elsewhere.
  public var externalID: String? { if case .external(let id) = self { id } else { nil } }

  /// Puts what it says, in the order of the paths.
  func put(into sink: inout FieldSink) {
    switch self {
    case .visitor(let visitors):
      if !visitors.events.isEmpty { sink.put(.events, .list(visitors.events)) }
      if let days = visitors.retentionDays { sink.put(.retentionDays, .integer(days)) }
      if let tag = visitors.tag { sink.put(.tag, .text(tag)) }
    case .customerList(let list):
      switch list.identifiers {
      case .one(let word)?: sink.put(.identifiers, .text(word))
      case .several(let words)?: sink.put(.identifiers, .list(words))
      case nil: break
      }
      if let file = list.file { sink.put(.source, .text(file)) }
    case .engagement(let engagement):
      if let kind = engagement.kind { sink.put(.engagement, .text(kind)) }
      if !engagement.campaigns.isEmpty { sink.put(.sourceCampaigns, .list(engagement.campaigns)) }
    case .actalike(let actalike):
      if let country = actalike.country { sink.put(.country, .text(country)) }
      if let percentage = actalike.percentage { sink.put(.percentage, .integer(percentage)) }
      if let seed = actalike.seed { sink.put(.seed, .text(seed)) }
    case .external(let id): if let id { sink.put(.id, .text(id)) }
    }
  }
}
