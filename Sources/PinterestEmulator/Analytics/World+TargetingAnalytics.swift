// How ads did, divided: each type's values add up to the whole, of the ads that have the type.
extension World {
  /// Types that an answer can be divided by; each level has some of its own.
  static let targetingTypes = [
    "KEYWORD", "APPTYPE", "GENDER", "LOCATION", "PLACEMENT", "COUNTRY", "TARGETED_INTEREST",
    "PINNER_INTEREST", "AUDIENCE_INCLUDE", "GEO", "AGE_BUCKET", "REGION", "AGE_BUCKET_AND_GENDER",
  ]

  func targetingAnalytics(
    _ kind: Kind, _ idColumn: String, _ call: Call, account: Int, ids: [Int]?
  ) throws(Refusal) -> Answer {
    let types = call.commaSeparated("targeting_types")
    guard !types.isEmpty else { throw Refusal(code: 400, "targeting_types is required.") }
    try checkBeta(types)
    let question = try question(call, kind)
    let subjects = subjects(kind, ids, account: account)
    let data = types.flatMap { type in
      subjects.flatMap { subject in
        divided(subject, question, by: type).map { value, row in
          let metrics = row.merging([idColumn: .integer(subject.id)]) { $1 }
          return JSON.object([
            "targeting_type": .string(type), "targeting_value": value,
            "metrics": .object(metrics),
          ])
        }
      }
    }
    return .ok(["data": .array(data)])
  }

  func checkBeta(_ types: [String]) throws(Refusal) {
    guard !types.contains("AGE_BUCKET_AND_GENDER") || settings.isOn("age_and_gender_analytics")
    else { throw Refusal(status: 403, code: 29, "You are not permitted to access that resource.") }
  }

  /// The rows of one subject for every value of a type, values in the order of their texts.
  func divided(_ subject: Subject, _ question: AdsQuestion, by type: String) -> [(JSON, Row)] {
    var sums: [String: (value: JSON, sums: AdSums)] = [:]
    for source in subject.sources {
      let values = self.values(of: type, source)
      for (index, value) in values.enumerated() {
        add(
          source, question, part: (index, values.count),
          to: &sums[value.text, default: (value, AdSums())].sums)
      }
    }
    return sums.sorted { $0.key < $1.key }.flatMap { _, found in
      found.sums.sorted.map { period, values in
        let row = columns(question, values, of: subject.family, withZeros: false)
        return (found.value, row.merging(question.date(period)) { $1 })
      }
    }
  }

  /// What the numbers of an ad are divided among.
  private func values(of type: String, _ source: AdSource) -> [JSON] {
    let adGroup = self[.adGroups][source.adGroup] ?? [:]
    let spec = adGroup["targeting_spec"]?.object ?? [:]
    func texts(_ texts: [String]) -> [JSON] { texts.map { .string($0) } }
    switch type {
    case "KEYWORD":
      let keywords = self[.keywords].ids("parent_id", [source.adGroup])
        .compactMap { self[.keywords][$0] }
        .filter { keyword in
          keyword["archived"] != true
            && !Vocabulary.negativeMatchTypes.contains(keyword.text("match_type") ?? "")
        }
      return keywords.compactMap { $0["value"] }
    case "APPTYPE": return texts(spec["APPTYPE"]?.strings ?? Vocabulary.devices)
    case "GENDER": return texts(spec["GENDER"]?.strings ?? Vocabulary.genders)
    case "AGE_BUCKET": return texts(ages(spec))
    case "AGE_BUCKET_AND_GENDER":
      let genders = spec["GENDER"]?.strings ?? Vocabulary.genders
      return texts(ages(spec).flatMap { age in genders.map { "\(age), \($0)" } })
    case "COUNTRY": return texts(countries(spec, source))
    case "REGION": return texts(countries(spec, source).flatMap { ["\($0)-1", "\($0)-2"] })
    case "GEO": return texts(countries(spec, source).flatMap { ["\($0):1000", "\($0):2000"] })
    case "LOCATION": return [500, 501, 807]
    case "PLACEMENT":
      let group = adGroup.text("placement_group") ?? "ALL"
      return texts(group == "ALL" ? ["BROWSE", "SEARCH"] : [group])
    case "TARGETED_INTEREST":
      return (spec["INTEREST"]?.strings ?? []).map { id in
        self[.interests][Int(id)]?["name"] ?? .string(id)
      }
    case "PINNER_INTEREST": return ["Home decor", "Recipes"]
    case "AUDIENCE_INCLUDE":
      return (spec["AUDIENCE_INCLUDE"]?.strings ?? []).compactMap { Int($0).map { .integer($0) } }
    case "CREATIVE_TYPE": return [source.ad["creative_type"] ?? "REGULAR"]
    default: return []
    }
  }

  private func ages(_ spec: Row) -> [String] {
    spec["AGE_BUCKET"]?.strings
      ?? ["18-24", "25-34", "35-44", "45-49", "50-54", "55-64", "65+"]
  }

  private func countries(_ spec: Row, _ source: AdSource) -> [String] {
    let targeted = (spec["LOCATION"]?.strings ?? []).filter(Countries.codes.contains)
    let own = self[.adAccounts][source.ad.reference("ad_account_id")]?.text("country")
    return targeted.isEmpty ? [own ?? "US"] : targeted
  }
}
