import AdsModel
import PinterestAPI
import Planning

/// Reads what an audience is made from, also where the API spells it as its examples do.
extension LiveReading {
  /// An audience that a project makes; `stored` tells what it wrote as an id.
  ///
  /// What an answer leaves out of it contradicts nothing.
  func audience(_ wire: WireAudience, stored: Fields? = nil) -> LiveResource {
    var fields = Fields()
    fields[.type] =
      wire.audienceType.map { .text(WireWords.audienceType(of: $0)) } ?? stored?[.type]
    fields[.name] = wire.name.map(FieldValue.text) ?? stored?[.name]
    if let words = wire.description, !words.isEmpty { fields.put(.description, .text(words)) }
    var kept: [String] = []
    if let rule = wire.rule {
      var reader = RuleReader(rule, names: names, stored: stored)
      switch fields[.type]?.text.flatMap(AudienceType.init(rawValue:)) {
      case .visitor: reader.readVisitors(into: &fields)
      case .engagement: reader.readEngagement(into: &fields)
      case .actalike: reader.readActalike(into: &fields)
      case .customerList: reader.readList(into: &fields)
      case .external, nil: break
      }
      kept = reader.unread
    } else {
      for field in stored?.all ?? [] where Catalogue.isRule(field.path) {
        fields.put(field.path, field.value)
      }
    }
    return LiveResource(
      .audience, id: wire.id, status: .active, fields: fields, updatedTime: wire.updatedTimestamp,
      kept: kept)
  }

  /// An audience that is made elsewhere and referred to is as it is.
  func external(_ stored: StoredResource) -> LiveResource {
    LiveResource(
      .audience, id: stored.id, status: stored.status,
      fields: Fields(json: stored.attributes) ?? Fields())
  }
}

/// Takes the members of a rule one by one, and knows which are left.
private struct RuleReader {
  private let rule: WireAudienceRule
  private let names: TargetingNames.Reversed
  private let stored: Fields?
  private var read: Set<String> = ["ad_account_id"]

  init(_ rule: WireAudienceRule, names: TargetingNames.Reversed, stored: Fields?) {
    self.rule = rule
    self.names = names
    self.stored = stored
  }

  /// What no project can say.
  var unread: [String] {
    rule.members.keys.filter { !read.contains($0) }.sorted().map { "rule.\($0)" }
  }

  private mutating func member(_ name: String) -> WireValue? {
    read.insert(name)
    return rule.members[name]
  }

  mutating func readVisitors(into fields: inout Fields) {
    fields[.tag] = member("visitor_source_id")?.texts.first.map(FieldValue.text)
    readRetention(into: &fields)
    if let flag = member("prefill")?.flag { fields.put(.includePastTraffic, .flag(flag)) }
    if let event = member("event")?.texts.first {
      fields.put(.events, .list([WireWords.event(of: event)]))
    }
    if let urls = member("url")?.conditions, !urls.isEmpty { fields.put(.urls, .list(urls)) }
    if let data = member("event_data")?.filters, !data.isEmpty { fields.put(.filters, .list(data)) }
    if let sources = member("event_source"), let list = sources.members["="]?.texts {
      fields.put(.sources, .list(list))
    }
  }

  mutating func readEngagement(into fields: inout Fields) {
    if let kind = member("engager_type")?.integer {
      fields.put(.engagement, .text(WireWords.engagement(of: kind)))
    }
    readRetention(into: &fields)
    put("pin_id", .sourcePins, into: &fields) { text, _ in text }
    let names = names
    put("ad_id", .sourceAds, into: &fields) { names.source($0, .ad, asIn: $1) }
    put("campaign_id", .sourceCampaigns, into: &fields) { names.source($0, .campaign, asIn: $1) }
    put("objective_type", .sourceObjectives, into: &fields) { text, _ in
      WireWords.objective(of: text)
    }
    put("engagement_domain", .sourceDomains, into: &fields) { text, _ in text }
  }

  mutating func readActalike(into fields: inout Fields) {
    if let seeds = member("seed_id")?.texts, !seeds.isEmpty {
      fields.put(.seed, .text(seeds.map(names.audience).joined(separator: " ")))
    }
    fields[.country] = member("country")?.texts.first.map(FieldValue.text)
    if let share = member("percentage")?.integer { fields.put(.percentage, .integer(share)) }
  }

  /// What is on the list only the state knows, and of what type it is too.
  mutating func readList(into fields: inout Fields) {
    _ = member("customer_list_id")
    for field in stored?.all ?? [] where field.path == .identifiers {
      fields.put(field.path, field.value)
    }
  }

  private mutating func readRetention(into fields: inout Fields) {
    if let days = member("retention_days")?.integer { fields.put(.retentionDays, .integer(days)) }
  }

  private mutating func put(
    _ name: String, _ path: FieldPath, into fields: inout Fields,
    _ word: (String, Set<String>) -> String
  ) {
    guard let texts = member(name)?.texts, !texts.isEmpty else { return }
    let written = Set(stored?[path]?.list ?? [])
    fields.put(path, .list(texts.map { word($0, written) }))
  }
}

extension WireValue {
  /// Its texts, also where one stands without a list or as a number.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .integer(let number): [String(number)]
    case .number(let number): ["\(number)"]
    case .list(let values): values.flatMap(\.texts)
    case .object, .flag, .null: []
    }
  }

  fileprivate var flag: Bool? {
    switch self {
    case .flag(let flag): flag
    case .text("true"): true
    case .text("false"): false
    default: nil
    }
  }

  fileprivate var integer: Int64? {
    switch self {
    case .integer(let number): number
    case .text(let text): Int64(text)
    default: nil
    }
  }

  fileprivate var members: [String: WireValue] {
    if case .object(let members) = self { members } else { [:] }
  }

  private static let comparisons = [
    "=": TextComparison.equals, "!=": .notEquals, "contains": .contains,
    "not_contains": .notContains,
  ]

  /// Comparisons with an address: a text, a list of them, or `{operator: value}`.
  fileprivate var conditions: [String] {
    guard case .object(let members) = self else {
      return texts.map { TextCondition(.equals, $0).text }
    }
    return members.sorted { $0.key < $1.key }.flatMap { name, value in
      value.texts.map { text in
        Self.comparisons[name].map { TextCondition($0, text).text } ?? "\(name) \(text)"
      }
    }
  }

  /// What an event told, each as a comparison of its name; items of a cart may come in a list.
  fileprivate var filters: [String] {
    members.sorted { $0.key < $1.key }.flatMap { name, value -> [String] in
      switch value {
      case .object: return value.filters
      case .list(let values) where name == "line_items": return values.flatMap(\.filters)
      default: return value.texts.map { EventFilter(name, .equals, $0).text }
      }
    }
  }
}
