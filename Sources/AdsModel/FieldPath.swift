/// The name of one field of a resource, as the YAML nests it: `bid`, `budget.daily`.
///
/// As small as a number, and compared like one: paths stand in every resource, and are looked up for every
/// field that is read, written or compared.
public struct FieldPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  @usableFromInline let name: InternedText

  public init(_ text: String) { name = InternedText(text) }

  public var text: String { name.text }

  /// The bytes of its text, which stay where they are as long as the process lives.
  public var bytes: UnsafeRawBufferPointer { name.bytes }

  @inlinable
  public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  public var description: String { text }

  /// In the order in which resources list their fields; unknown ones last, by text.
  public static func < (left: Self, right: Self) -> Bool {
    let (first, second) = (Catalogue.rank(left), Catalogue.rank(right))
    return first == second ? left.text < right.text : first < second
  }

  /// Whether the path is this one or lies below it; `budget` holds `budget.daily`.
  public func isWithin(_ other: Self) -> Bool {
    text == other.text || text.hasPrefix(other.text + ".")
  }
}

extension FieldPath {
  public static let name = Self("name")
  public static let description = Self("description")
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
  public static let bidCPI = bid(named: .cpi)
  public static let bidCPC = bid(named: .cpc)
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

  public static let id = Self("id")
  public static let tag = Self("tag")
  public static let retentionDays = Self("retention_days")
  public static let events = Self("events")
  public static let source = Self("source")
  public static let sourcePins = Self("source.pins")
  public static let sourceAds = Self("source.ads")
  public static let sourceCampaigns = Self("source.campaigns")
  public static let sourceObjectives = Self("source.objectives")
  public static let sourceDomains = Self("source.domains")
  public static let includePastTraffic = Self("include_past_traffic")
  public static let urls = Self("urls")
  public static let filters = Self("filters")
  public static let sources = Self("sources")
  public static let sync = Self("sync")
  public static let suppress = Self("suppress")
  public static let hashing = Self("hashing")
  public static let allowIDFA = Self("allow_idfa")
  public static let termsAccepted = Self("terms_accepted")
  public static let optOutsRemoved = Self("opt_outs_removed")
  public static let thirdParty = Self("third_party")
  public static let identifiers = Self("identifiers")
  public static let engagement = Self("engagement")
  public static let seed = Self("seed")
  public static let country = Self("country")
  public static let percentage = Self("percentage")

  // Mappings that hold several fields.
  public static let budget = Self("budget")
  public static let spendLimit = Self("spend_limit")
  public static let schedule = Self("schedule")
  public static let targeting = Self("targeting")
  public static let targetedAudiences = Self("targeting.audiences")
  public static let lifecycle = Self("lifecycle")

  /// The field of a bid whose type is named.
  public static func bid(named type: BidType) -> Self { Self("bid.\(type.rawValue)") }

  /// What a value at this path is, which JSON alone does not tell.
  var shape: FieldType.Shape { Catalogue[self]?.type.shape ?? .plain }

  /// Whether there is one word of a vocabulary at this path.
  var holdsOneWord: Bool { if case .word? = Catalogue[self]?.type { true } else { false } }

  /// Whether the order of a list at this path means nothing, as Pinterest is free to change it.
  public var isUnordered: Bool { Catalogue[self]?.type.isUnordered ?? false }

  /// What a field that is left out stands for, where that is one word for every resource.
  public var leftOutValue: FieldValue? { Catalogue[self]?.leftOut.value }

  /// Whether the field takes words of the format, which YAML needs no quotes for.
  public var takesWords: Bool { Catalogue[self]?.type.takesWords ?? false }

  /// Which way the field moves what can be spent.
  public var spendEffect: SpendEffect { Catalogue[self]?.spend ?? .none }
}
