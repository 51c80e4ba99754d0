/// The name of one field of a resource, as the YAML nests it: `bid`, `budget.daily`.
public struct FieldPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (left: Self, right: Self) -> Bool { left.text.isExactly(right.text) }

  public func hash(into hasher: inout Hasher) { text.hashExactly(into: &hasher) }

  public var description: String { text }

  /// In the order in which resources list their fields; unknown ones last, by text.
  public static func < (left: Self, right: Self) -> Bool {
    let (first, second) = (ranks[left] ?? .max, ranks[right] ?? .max)
    return first == second ? left.text < right.text : first < second
  }

  private static let ranks = Dictionary(
    uniqueKeysWithValues: [
      type, pin, text, match, name, objective, status, placement, dailyLimit, lifetimeLimit,
      start, end, dailyBudget, lifetimeBudget, bid, bidCPI, bidCPC, locations, languages, genders,
      ages, devices, interests, includedAudiences, excludedAudiences, destinationURL,
      trackingParams,
    ].enumerated().map { ($1, $0) })

  /// Whether the path is this one or lies below it; `budget` holds `budget.daily`.
  public func isWithin(_ other: Self) -> Bool {
    text == other.text || text.hasPrefix(other.text + ".")
  }
}

extension FieldPath {
  public static let name = Self("name")
  public static let objective = Self("objective")
  public static let status = Self("status")
  public static let dailyLimit = Self("spend_limit.daily")
  public static let lifetimeLimit = Self("spend_limit.lifetime")
  public static let dailyBudget = Self("budget.daily")
  public static let lifetimeBudget = Self("budget.lifetime")
  public static let start = Self("schedule.start")
  public static let end = Self("schedule.end")
  public static let placement = Self("placement")
  public static let bid = Self("bid")
  public static let bidCPI = Self("bid.cpi")
  public static let bidCPC = Self("bid.cpc")
  public static let locations = Self("targeting.locations")
  public static let languages = Self("targeting.languages")
  public static let genders = Self("targeting.genders")
  public static let ages = Self("targeting.ages")
  public static let devices = Self("targeting.devices")
  public static let interests = Self("targeting.interests")
  public static let includedAudiences = Self("targeting.audiences.include")
  public static let excludedAudiences = Self("targeting.audiences.exclude")
  public static let text = Self("text")
  public static let match = Self("match")
  public static let pin = Self("pin")
  public static let destinationURL = Self("destination_url")
  public static let trackingParams = Self("tracking_params")
  public static let type = Self("type")
  public static let preventArchive = Self("lifecycle.prevent_archive")

  static let targeting = Self("targeting")

  /// What a value at this path is, which JSON alone does not tell.
  var shape: Shape {
    switch self {
    case .bid, .bidCPI, .bidCPC, .dailyBudget, .lifetimeBudget, .dailyLimit, .lifetimeLimit: .money
    case .start, .end: .day
    default: .plain
    }
  }

  enum Shape { case money, day, plain }

  /// Whether the order of a list at this path means nothing, as Pinterest is free to change it.
  public var isUnordered: Bool { isWithin(.targeting) }
}
