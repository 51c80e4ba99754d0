import AdsModel

extension PerformanceReport {
  /// The rows as people see them, what is not managed last.
  public var table: NumberTable {
    var labels: [NumberTable.Label] = [
      .init(question.level.rawValue.replacing("_", with: " "), isLong: true)
    ]
    let hasDates = question.granularity != .total
    if hasDates { labels.append(.init("date")) }
    if let split = question.split { labels.append(.init(split.rawValue, isLong: true)) }
    labels += [
      .init("bid", isNumber: true), .init("budget", isNumber: true), .init("days", isNumber: true),
      .init("pacing", isNumber: true),
    ]
    var rows = self.rows.map { row in
      var cells: [String?] = [row.address?.description ?? row.name]
      if hasDates { cells.append(row.date) }
      if question.split != nil { cells.append(row.split) }
      cells += [
        row.bid, budget(of: row), row.daysRunning.map(String.init), row.pacing.map { $0 + " %" },
      ]
      return NumberTable.Row(cells, row.numbers)
    }
    if let unmanaged {
      let count = unmanaged.campaigns
      let name = "not managed: \(count) campaign\(count == 1 ? "" : "s")"
      rows.append(.init([name] + labels.dropFirst().map { _ in "" }, unmanaged.numbers))
    }
    return NumberTable("Performance", labels, question.columns, measure: .spend, rows)
  }

  private func budget(of row: Row) -> String? {
    let decimals = currency.decimals
    if let daily = row.daily { return daily.decimal(places: decimals) + "/day" }
    return row.lifetime.map { $0.decimal(places: decimals) + " in all" }
  }
}
