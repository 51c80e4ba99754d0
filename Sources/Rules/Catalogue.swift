import Diagnostics

extension Rule {
  /// Every rule there is, in the order of the documentation; a code has exactly one.
  public static let all = grouped(
    readingRules + resourceRules + accountRules + strangerRules + campaignRules + bidRules
      + budgetRules + scheduleRules + adGroupRules + keywordRules + adRules + audienceRules
      + audienceFieldRules + audienceSeedRules + listRules + moveRules + targetRules + stateRules
      + driftRules + preflightRules + guardrailRules
      + failureRules + noticeRules)

  /// The rules with each group of codes in one place, where the first of it stands.
  private static func grouped(_ rules: [Rule]) -> [Rule] {
    var order: [String] = []
    var groups: [String: [Rule]] = [:]
    for rule in rules {
      if groups[rule.group] == nil { order.append(rule.group) }
      groups[rule.group, default: []].append(rule)
    }
    return order.flatMap { groups[$0] ?? [] }
  }

  /// What the code begins with: what the rule is about.
  var group: String { String(code.rawValue.prefix { $0 != "." }) }

  /// The rule of a code.
  public static func named(_ code: String) -> Rule? { all.first { $0.code.rawValue == code } }
}
