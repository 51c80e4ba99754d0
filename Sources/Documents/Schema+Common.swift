import AdsModel
import CanonicalJSON
import Diagnostics

extension Schema {
  /// The version of the documents' format; it rises when a name changes its meaning or goes.
  static let formatVersion = Self.constant(.integer(PlanDocument.formatVersion)).described(
    "The version of this format; it rises when a name changes its meaning or goes.")

  static let money = Self.string(pattern: #"^[0-9]+(\.[0-9]+)?$"#)

  static let address = Self.string(
    pattern: "^(campaign|ad_group|keyword|ad|audience)/"
  ).described("A resource: its kind and the keys that lead to it.")
    .withExamples("campaign/spring-sale", "ad_group/spring-sale/uk-women")

  static let instant = Self.string(format: "date-time").withExamples("2026-11-23T00:00:00Z")

  static let day = Self.string(format: "date").withExamples("2027-03-01")

  static let sha256 = Self.string(pattern: "^[0-9a-f]{64}$")

  static let file = Self.string().described("Relative to the project folder.")

  static let line = Self.integer(minimum: 1)

  static func word<Word: Vocabulary>(of vocabulary: Word.Type) -> Self {
    .oneOf(words: Word.allCases.map(\.rawValue))
  }

  /// The value of a field: an amount or a day as a string, a list as an array, or nothing.
  static let fieldValue: Self = {
    var schema = Schema(.string, .integer, .boolean, .array, .null)
    schema.items = [.string()]
    return schema.described("Money and days are strings, a list is an array, null is nothing.")
  }()
}
