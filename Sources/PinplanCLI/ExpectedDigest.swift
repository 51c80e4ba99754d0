import ArgumentParser
import Diagnostics
import Planning

/// The digest of the plan that was reviewed, or as much of it as a plan shows.
struct ExpectedDigest {
  /// As many characters as the text of a plan shows.
  static let shortest = 12

  let digits: String

  init(parsing text: String) throws(ValidationError) {
    guard text.count >= Self.shortest, text.allSatisfy(\.isHexDigit) else {
      throw ValidationError(
        "it takes a digest as `pinplan plan` shows it, \(Self.shortest) characters or more")
    }
    digits = text.lowercased()
  }

  func matches(_ digest: String) -> Bool { digest.hasPrefix(digits) }
}

extension PlanSummary {
  /// `1 creation, 2 updates, 0 replacements, 3 archivings`.
  var phrase: String {
    [
      (create, "creation"), (update, "update"), (replace, "replacement"), (archive, "archiving"),
    ].map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
