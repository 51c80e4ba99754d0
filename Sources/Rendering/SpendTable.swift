import AdsModel
import Planning

/// What an account can spend before and after a plan, line by line.
struct SpendTable {
  let amounts: Amounts
  let rows: [(name: String, before: Money, after: Money)]

  init(_ plan: Plan) {
    amounts = Amounts(currency: plan.account.currency)
    rows = [
      ("daily budgets", plan.spendBefore.daily, plan.spendAfter.daily),
      ("lifetime budgets", plan.spendBefore.lifetime, plan.spendAfter.lifetime),
      (
        "most in the next 30 days", plan.spendBefore.next30DaysMax,
        plan.spendAfter.next30DaysMax
      ),
    ]
  }

  func write(on canvas: inout TextCanvas) {
    let title = "Spend in \(amounts.currency.rawValue)"
    guard rows.contains(where: { $0.before != $0.after }) else {
      var table = TextTable([.left, .right])
      table.row([title, "unchanged"])
      for row in rows { table.row(["  " + row.name, amounts.bare(row.after)]) }
      table.write(on: &canvas)
      return
    }
    var table = TextTable([.left, .right, .right, .right, .right])
    table.row([title, "before", "after", "change", ""])
    for row in rows {
      table.row([
        "  " + row.name, amounts.bare(row.before), amounts.bare(row.after),
        amounts.difference(from: row.before, to: row.after) ?? "-",
        Amounts.percent(from: row.before, to: row.after) ?? "",
      ])
    }
    table.write(on: &canvas)
  }
}
