import AdsModel
import PinterestAPI

/// Turns what an audience is made from into a rule of the API.
extension WireBodies {
  /// A new audience, of the people on a list where it is of one; `names` knows the ids of what it is made from.
  func audience(_ fields: Fields, list: String? = nil) throws(Uncarried) -> AudienceBody {
    guard let audience = Audience(fields: fields) else { throw .init(reason: "it is incomplete") }
    var body = AudienceBody()
    body.name = audience.name
    body.description = audience.description
    body.audienceType = WireWords.audienceType(audience.type)
    body.rule =
      switch audience.definition {
      case .visitor(let visitors): try rule(visitors)
      case .engagement(let engagement): try rule(engagement)
      case .actalike(let actalike): try rule(actalike)
      case .customerList: try rule(ofList: list)
      case .external: throw .init(reason: "target pinterest does not make audiences of its type")
      }
    return body
  }

  private func rule(ofList list: String?) throws(Uncarried) -> WireAudienceRule {
    guard let list else { throw .init(reason: "its list is not on record") }
    return WireAudienceRule(["customer_list_id": .text(list)])
  }

  private func rule(_ visitors: AudienceDefinition.Visitors) throws(Uncarried)
    -> WireAudienceRule
  {
    var rule = WireAudienceRule()
    rule.members["visitor_source_id"] = .text(visitors.tag)
    rule.members["retention_days"] = .integer(visitors.retentionDays)
    rule.members["prefill"] = .flag(visitors.includesPastTraffic)
    guard visitors.events.count < 2 else { throw .init(reason: "it is of several events") }
    if let event = visitors.events.first { rule.members["event"] = .text(WireWords.event(event)) }
    if !visitors.filters.isEmpty { rule.members["event_data"] = try eventData(visitors.filters) }
    if !visitors.urls.isEmpty {
      guard visitors.urls.count == 1, visitors.urls[0].comparison == .equals else {
        throw .init(reason: "its addresses are more than one whole one")
      }
      rule.members["url"] = .list([.text(visitors.urls[0].value)])
    }
    if !visitors.sources.isEmpty {
      rule.members["event_source"] = .object([
        "=": .list(visitors.sources.map { .text($0.rawValue) })
      ])
    }
    return rule
  }

  private func eventData(_ filters: [EventFilter]) throws(Uncarried) -> WireValue {
    var data: [String: WireValue] = [:]
    var items: [String: WireValue] = [:]
    for filter in filters {
      let (name, text) = (filter.field, filter.condition.value)
      guard filter.condition.comparison == .equals, data[name] == nil, items[name] == nil else {
        throw .init(reason: "its filters are more than one value a name")
      }
      var value = WireValue.text(text)
      if PinterestCapabilities.eventNumbers.contains(name) {
        guard let number = Int64(text) else { throw .init(reason: "\(name) is no whole number") }
        value = .integer(number)
      }
      if PinterestCapabilities.lineItemNames.contains(name) {
        items[name] = value
      } else {
        data[name] = value
      }
    }
    if !items.isEmpty { data["line_items"] = .object(items) }
    return .object(data)
  }

  private func rule(_ engagement: AudienceDefinition.Engagement) throws(Uncarried)
    -> WireAudienceRule
  {
    var rule = WireAudienceRule()
    rule.members["engager_type"] = .integer(WireWords.engagement(engagement.kind))
    rule.members["retention_days"] = .integer(engagement.retentionDays)
    switch engagement.source {
    case nil: break
    case .pins(let pins): rule.members["pin_id"] = .texts(pins)
    case .ads(let ads): rule.members["ad_id"] = .texts(try ids(ads, .ad))
    case .campaigns(let campaigns):
      rule.members["campaign_id"] = .texts(try ids(campaigns, .campaign))
    case .objectives(let objectives):
      var words: [String] = []
      for objective in objectives {
        guard let word = WireWords.objective(objective) else {
          throw .init(reason: "objective \(objective.rawValue) is not part of the Ads API")
        }
        words.append(word)
      }
      rule.members["objective_type"] = .texts(words)
    case .domains(let domains): rule.members["engagement_domain"] = .texts(domains)
    }
    return rule
  }

  private func ids(_ written: [String], _ kind: ResourceKind) throws(Uncarried) -> [String] {
    var ids: [String] = []
    for text in written {
      guard let id = names.sourceID(text, kind) else {
        throw .init(reason: "\(kind.rawValue)/\(text) is not in the ad account")
      }
      ids.append(id)
    }
    return ids
  }

  private func rule(_ actalike: AudienceDefinition.Actalike) throws(Uncarried)
    -> WireAudienceRule
  {
    guard let seed = names.audienceID(actalike.seed) else {
      throw .init(reason: "audience/\(actalike.seed) is not in the ad account")
    }
    return WireAudienceRule([
      "seed_id": .texts([seed]), "country": .text(actalike.country),
      "percentage": .integer(actalike.percentage),
    ])
  }
}

extension WireUpdate {
  /// What of an audience may change; the API has no other way to take a description back.
  var audience: AudienceBody {
    get throws(WireBodies.Uncarried) {
      var body = AudienceBody()
      body.operationType = "UPDATE"
      for path in changedPaths {
        switch path {
        case .name: body.name = fields[.name]?.text
        case .description: body.description = fields[.description]?.text ?? ""
        default: throw Self.uncarried(path)
        }
      }
      return body
    }
  }
}

extension AudienceBody {
  /// The end of an audience.
  static var removal: Self {
    var body = Self()
    body.operationType = "REMOVE"
    return body
  }
}

extension WireValue {
  fileprivate static func texts(_ texts: [String]) -> Self { .list(texts.map { .text($0) }) }
}
