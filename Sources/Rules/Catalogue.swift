import Diagnostics

extension Rule {
  /// Every rule there is, in the order of the documentation; a code has exactly one.
  public static let all: [Rule] =
    readingRules + resourceRules + accountRules + campaignRules + bidRules + budgetRules
    + scheduleRules + adGroupRules + keywordRules + adRules + audienceRules + moveRules
    + targetRules + stateRules + driftRules + preflightRules + guardrailRules + failureRules

  /// The rule of a code.
  public static func named(_ code: String) -> Rule? { all.first { $0.code.rawValue == code } }
}
