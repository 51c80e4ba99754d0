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
      .init("bid", isNumber: true, isOptional: true),
      .init("budget", isNumber: true, isOptional: true),
      .init("days", isNumber: true, isOptional: true),
      .init("pacing", isNumber: true, isOptional: true),
    ]
    let (hasParts, decimals) = (question.split != nil, currency.decimals)
    let rows = self.rows.mapped { row in
      var cells: [String?] = [row.address?.description ?? row.name]
      if hasDates { cells.append(row.date) }
      if hasParts { cells.append(row.split) }
      cells += [
        row.bid, row.budget(decimals: decimals), row.daysRunning.map(String.init),
        row.pacing.map { $0 + " %" },
      ]
      return NumberTable.Row(cells, row.numbers)
    }
    let last = unmanaged.map { unmanaged in
      NumberTable.Row(
        [unmanaged.words] + labels.dropFirst().map { _ in "" }, unmanaged.numbers)
    }
    return NumberTable(
      "Performance", labels, question.columns, measure: .spend, rows.followed(by: last))
  }
}

extension PerformanceReport.Unmanaged {
  /// `not managed: 2 campaigns`.
  public var words: String { "not managed: \(campaigns) campaign\(campaigns == 1 ? "" : "s")" }
}

extension PerformanceReport.Row {
  func budget(decimals: Int) -> String? {
    if let daily { return daily.decimal(places: decimals) + "/day" }
    return lifetime.map { $0.decimal(places: decimals) + " in all" }
  }
}
