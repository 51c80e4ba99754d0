import AdsModel

/// An account that can be asked how its ads do; everything here only reads, or asks for a report.
public protocol AdsSource: Sendable {
  /// What was delivered; what delivered nothing has no part.
  func counts(_ request: AdsRequest) async throws -> AdSums

  /// All campaigns of the account, archived ones too.
  func campaigns() async throws -> [LiveCampaign]

  /// Whether the numbers of a day are final; none where nobody says.
  func isFinal(_ day: Day) async throws -> Bool?
}

/// What to ask of the numbers of ads.
public struct AdsRequest: Hashable, Sendable {
  /// Of the account, or of entities of a level each on its own; keywords by their ad groups.
  public enum Scope: Hashable, Sendable {
    case account
    case campaigns([String])
    case adGroups([String])
    case ads([String])
  }

  public enum Step: Hashable, Sendable { case total, day, hour }

  public let scope: Scope
  public let range: DayRange
  public var step = Step.total
  /// What days are summed into as they come: there may be millions of them.
  public var granularity = PerformanceQuestion.Granularity.total
  public var split: PerformanceQuestion.Split?
  public var clickWindow = 30
  public var viewWindow = 1
  public var reportTime = PerformanceQuestion.ReportTime.action

  public init(_ scope: Scope, _ range: DayRange) {
    self.scope = scope
    self.range = range
  }
}

/// Which part of the numbers something is.
public struct AdsKey: Hashable, Sendable {
  /// The entity's; the account's where it is asked for.
  public var id: String
  public var day: Day?
  public var hour: Int?
  /// The API's word or id for a part of a split.
  public var part: String?

  public init(_ id: String, day: Day? = nil, hour: Int? = nil, part: String? = nil) {
    self.id = id
    self.day = day
    self.hour = hour
    self.part = part
  }
}

/// A campaign as the account has it.
public struct LiveCampaign: Hashable, Sendable {
  public let id: String
  public let isArchived: Bool

  public init(id: String, isArchived: Bool) {
    self.id = id
    self.isArchived = isArchived
  }
}
