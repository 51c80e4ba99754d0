import ArgumentParser
import Planning

/// The digest of the plan that was reviewed, or as much of it as a plan shows.
struct ExpectedDigest {
  /// As many characters as the text of a plan shows.
  static let shortest = 12

  private let digits: String

  init(parsing text: String) throws(ValidationError) {
    guard text.count >= Self.shortest, text.allSatisfy(\.isHexDigit) else {
      throw ValidationError(
        "it takes a digest as `pinplan plan` shows it, \(Self.shortest) characters or more")
    }
    digits = text.lowercased()
  }

  /// Ends with exit 3 when a plan is another one.
  func check(_ plan: Plan, _ digest: String, _ console: Console) throws {
    guard !digest.hasPrefix(digits) else { return }
    console.say(
      "error: the plan is not the reviewed one: its digest is \(digest), not \(digits)\n"
        + "  = note: as it is now it would do \(plan.summary.phrase); nothing was written\n"
        + "  = hint: have it reviewed again")
    throw ExitStatus.stale.exit
  }
}

extension PlanSummary {
  /// `1 creation, 2 updates, 0 replacements, 3 archivings`.
  var phrase: String {
    [
      (create, "creation"), (update, "update"), (replace, "replacement"), (archive, "archiving"),
    ].map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
