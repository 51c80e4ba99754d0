import AdsModel

/// What changed campaigns and ad groups did lately, for whoever reviews a plan.
///
/// It is told beside a plan and is no part of what the plan does: no digest counts it.
public struct RecentPerformance: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let address: Address
    public let spend: Money?
    /// What the objective counts; none where it counts nothing.
    public let results: Int64?
    public let costPerResult: Money?

    public init(_ address: Address, spend: Money?, results: Int64?, costPerResult: Money?) {
      self.address = address
      self.spend = spend
      self.results = results
      self.costPerResult = costPerResult
    }
  }

  public let from: Day
  /// The last day, which is included.
  public let to: Day
  public var rows: [Row]

  public init(from: Day, to: Day, rows: [Row]) {
    self.from = from
    self.to = to
    self.rows = rows
  }
}

extension Plan {
  /// The same plan with what its campaigns and ad groups did noted at their changes.
  public mutating func note(_ recent: RecentPerformance) {
    performance = recent
    let rows = Dictionary(recent.rows.map { ($0.address, $0) }) { first, _ in first }
    let decimals = account.currency.decimals
    for index in changes.indices {
      guard let row = rows[changes[index].address], let spend = row.spend else { continue }
      var words =
        "\(recent.from) to \(recent.to): \(spend.decimal(places: decimals)) \(account.currency.rawValue) spent"
      if let results = row.results {
        words += ", \(results) result\(results == 1 ? "" : "s")"
        if let cost = row.costPerResult {
          words += " at \(cost.decimal(places: decimals)) \(account.currency.rawValue)"
        }
      }
      changes[index].notes.append(words)
    }
  }
}
