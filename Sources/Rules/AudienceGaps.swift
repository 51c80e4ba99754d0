import AdsModel
import Diagnostics

/// Something that an audience says and target `pinterest` has no words for.
struct AudienceGap: Hashable, Sendable {
  let path: FieldPath
  /// What the target does not do, as a predicate.
  let words: String
  /// The nearest that it does.
  let hint: String
}

extension AudienceDefinition {
  /// What of it target `pinterest` cannot carry, in the order of the fields.
  var gapsOnPinterest: [AudienceGap] {
    let urls = visitors.map { urlGaps($0.urls) } ?? []
    let filters = visitors.map { filterGaps($0.filters) } ?? []
    return urls + filters + objectiveGaps(engaged?.objectives ?? [])
  }

  private func urlGaps(_ urls: [TextCondition]) -> [AudienceGap] {
    let other = urls.first { $0.comparison != .equals }
    let words =
      if let other {
        "compares the address of a page by `equals` alone, and here is \(other.comparison.rawValue) \(quoted(other.value))"
      } else if urls.count > 1 {
        "takes one address an audience, and here are \(urls.count)"
      } else {
        ""
      }
    guard !words.isEmpty else { return [] }
    return [
      AudienceGap(
        path: .urls, words: words,
        hint:
          "write `urls: [{ equals: https://… }]` with one whole address; or make the audience in Ads Manager, and write `type: external` with its `id`"
      )
    ]
  }

  private func filterGaps(_ filters: [EventFilter]) -> [AudienceGap] {
    var seen: Set<String> = []
    return filters.compactMap { filter in
      let value = filter.condition.value
      if filter.condition.comparison != .equals {
        return AudienceGap(
          path: .filters,
          words:
            "compares the values of an event by `equals` alone, and here is \(filter.field) \(filter.condition.comparison.rawValue) \(quoted(value))",
          hint: "write `{ field: \(filter.field), equals: … }`, or leave the filter out")
      }
      if !seen.insert(filter.field).inserted {
        return AudienceGap(
          path: .filters,
          words:
            "takes one value of \(filter.field) an audience, and here is another, \(quoted(value))",
          hint: "declare an audience for each value, and include them all")
      }
      if PinterestCapabilities.eventNumbers.contains(filter.field), Int64(value) == nil {
        return AudienceGap(
          path: .filters,
          words: "takes a whole number as \(filter.field), and here is \(quoted(value))",
          hint: "write `{ field: \(filter.field), equals: \"1\" }` with the number")
      }
      return nil
    }
  }

  private func objectiveGaps(_ objectives: [Objective]) -> [AudienceGap] {
    objectives.filter { !PinterestCapabilities.row(of: $0).isCarried }.map { objective in
      let row = PinterestCapabilities.row(of: objective)
      return AudienceGap(
        path: .sourceObjectives,
        words:
          "does not carry objective \(objective.rawValue) (\(row.wire), \(row.remark)) as a source",
        hint: "leave it out, or name the campaigns under `source: { campaigns: […] }`")
    }
  }
}
