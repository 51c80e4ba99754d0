import AdsModel
import Diagnostics
import Planning

/// A plan in a headline and five sentences at most, for somebody who approves money, not diffs.
struct PlanSynopsis {
  private let plan: Plan
  private let amounts: Amounts

  private static let mostSentences = 5
  /// Names in a sentence stay short enough to be read over.
  private static let nameLength = 160

  init(_ plan: Plan) {
    self.plan = plan
    amounts = Amounts(currency: plan.account.currency)
  }

  /// The change in spend: `Daily spend +5.00 GBP (+2.1 %)`.
  var headline: String {
    let rows: [(String, Money, Money)] = [
      ("daily spend", plan.spendBefore.daily, plan.spendAfter.daily),
      ("lifetime budgets", plan.spendBefore.lifetime, plan.spendAfter.lifetime),
      ("next 30 days at most", plan.spendBefore.next30DaysMax, plan.spendAfter.next30DaysMax),
    ]
    let parts = rows.compactMap { name, before, after in
      amounts.difference(from: before, to: after).map { difference in
        let percent = Amounts.percent(from: before, to: after).map { " (\($0))" } ?? ""
        return "\(name) \(difference) \(amounts.currency.rawValue)\(percent)"
      }
    }
    let text =
      parts.isEmpty
      ? "spend unchanged: \(amounts.text(plan.spendAfter.daily)) a day"
      : parts.joined(separator: ", ")
    return text.prefix(1).uppercased() + text.dropFirst() + (plan.isRefused ? " (refused)" : "")
  }

  /// Markdown sentences, the most important first.
  var sentences: [String] {
    let all = [whatHappens, spend, verdict, drift, archives, status, reviews, expiry]
    return Array(all.compactMap(\.self).prefix(Self.mostSentences))
  }

  private var whatHappens: String {
    let account = MarkdownText.escaped(plan.account.name, limit: Self.nameLength)
    let place = "<b>\(account)</b> (\(amounts.currency.rawValue), target \(plan.target.rawValue))"
    guard !plan.isEmpty else {
      return "Nothing changes in \(place): what is declared is what was applied, "
        + "\(Amounts.count(plan.summary.unchanged, "resource"))."
    }
    var parts: [String] = []
    let verbs: [(Action, String, String)] = [
      (.create, "creates", ""), (.update, "changes", ""), (.replace, "replaces", ""),
      (.archive, "archives", " for good"),
    ]
    for (action, verb, remark) in verbs {
      guard let kinds = kinds(where: { $0.action == action }) else { continue }
      parts.append("\(verb) \(kinds)\(remark)")
    }
    if !plan.moves.isEmpty {
      parts.append("moves \(Amounts.count(plan.moves.count, "resource")) to another key")
    }
    return "This plan for \(place) \(Self.joined(parts))."
  }

  private var spend: String? {
    let before = plan.spendBefore
    let after = plan.spendAfter
    guard !plan.isEmpty || before != after else { return nil }
    var daily = "Daily spend stays at \(amounts.text(after.daily))"
    if let difference = amounts.difference(from: before.daily, to: after.daily) {
      daily =
        "Daily spend goes from \(amounts.bare(before.daily)) to \(amounts.text(after.daily)) "
        + "(\(Amounts.percent(from: before.daily, to: after.daily) ?? difference))"
    }
    let most = "at most \(amounts.text(after.next30DaysMax)) can be spent in the next 30 days"
    let comparison =
      before.next30DaysMax == after.next30DaysMax
      ? "as before" : "\(amounts.bare(before.next30DaysMax)) before"
    return "\(daily), and \(most), \(comparison)."
  }

  private var verdict: String? {
    if plan.isRefused {
      let codes = Set(plan.diagnostics.filter { $0.severity == .error }.map(\.code.rawValue))
      return "<b>It is refused</b>: nothing can be applied while "
        + "\(Self.joined(codes.sorted().map { "<code>\($0)</code>" })) "
        + "\(codes.count == 1 ? "says" : "say") no."
    }
    guard !plan.overrides.isEmpty else { return nil }
    let codes = Set(plan.overrides.map(\.code.rawValue)).sorted()
    return "Somebody let \(Self.joined(codes.map { "<code>\($0)</code>" })) through, for the "
      + "\(plan.overrides.count == 1 ? "reason" : "reasons") below."
  }

  private var drift: String? {
    guard
      let kinds = kinds(where: {
        $0.fields.contains { $0.mover == .theirs || $0.mover == .both }
      })
    else { return nil }
    let outcome = plan.isRefused ? "which is unresolved" : "which this plan overwrites"
    return "Since the last apply somebody changed \(kinds) on Pinterest, \(outcome)."
  }

  private var archives: String? {
    // What is archived with its parent goes without saying.
    let gone = plan.changes.filter { $0.action == .archive }
    let addresses = Set(gone.map(\.address))
    let heads = gone.filter { change in
      let parents = [change.address.adGroup, change.address.campaign].compactMap(\.self)
      return !parents.contains { $0 != change.address && addresses.contains($0) }
    }.sorted { $0.address < $1.address }
    guard !heads.isEmpty else { return nil }
    var names = heads.prefix(3).map {
      "\($0.address.kind.title) \(MarkdownText.escaped(Printable.quoted($0.name), limit: 120))"
    }
    if heads.count > 3 { names.append(Amounts.grouped(heads.count - 3) + " more") }
    return "Archiving cannot be undone; it ends \(Self.joined(names))."
  }

  private var status: String? {
    func turned(_ status: Status) -> String? {
      kinds { $0.action == .update && $0[.status]?.after == .text(status.rawValue) }
    }
    let parts = [
      turned(.paused).map { "pauses \($0)" }, turned(.active).map { "starts \($0) again" },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : "It \(Self.joined(parts))."
  }

  private var reviews: String? {
    let count = plan.changes.count {
      $0.address.kind == .ad && ($0.action == .create || $0.action == .replace)
    }
    guard count > 0 else { return nil }
    return "\(Amounts.count(count, "new ad")) \(count == 1 ? "goes" : "go") into review first, "
      + "which takes up to 24 h."
  }

  private var expiry: String? {
    plan.expiresAt.map { "The plan holds until \(TimeText.minute($0))." }
  }

  /// `2 campaigns and 3 ads`; nothing for none.
  private func kinds(where isMeant: (Change) -> Bool) -> String? {
    var counts: [ResourceKind: Int] = [:]
    for change in plan.changes where isMeant(change) {
      counts[change.address.kind, default: 0] += 1
    }
    let order: [ResourceKind] = [.campaign, .adGroup, .keyword, .ad, .audience]
    let parts = order.compactMap { kind in counts[kind].map { Amounts.count($0, kind.title) } }
    return parts.isEmpty ? nil : Self.joined(parts)
  }

  static func joined(_ parts: [String]) -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
