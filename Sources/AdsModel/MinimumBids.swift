/// The lowest bids that Pinterest takes, by currency.
///
/// Source: Pinterest help, "Promoted Pins" minimum bids, read 2026-11-20. A floor itself is a
/// valid bid. Outside USD a plain CPM has no floor of its own and is pegged to 2.00 USD.
public struct MinimumBids: Hashable, Sendable {
  /// A column of the table.
  public enum Cell: String, Vocabulary {
    case cpc, cpe, cpm
    case videoCPM = "video_cpm"
  }

  private var floors: [Currency: [Cell: Money]]

  /// The day on which the table was read.
  public static let asOf = "2026-11-20"
  public static let source = "Pinterest help, minimum bids of Promoted Pins, as of \(asOf)"

  /// No floors at all: where the target itself says what it takes.
  public static let none = Self(floors: [:])

  public static let published = Self(floors: [
    .usd: row(cpc: 100_000, cpe: 100_000, cpm: 2_000_000, videoCPM: 6_000_000),
    .gbp: row(cpc: 80_000, cpe: 80_000, videoCPM: 4_630_000),
    .cad: row(cpc: 150_000, cpe: 150_000, videoCPM: 8_150_000),
    .eur: row(cpc: 110_000, cpe: 110_000, videoCPM: 5_380_000),
    .aud: row(cpc: 150_000, cpe: 150_000, videoCPM: 8_070_000),
    .nzd: row(cpc: 160_000, cpe: 160_000, videoCPM: 8_670_000),
  ])

  /// What a plain CPM outside USD is pegged to, in USD.
  public static let peggedCPM = Money(micros: 2_000_000)

  public func floor(of cell: Cell, in currency: Currency) -> Money? { floors[currency]?[cell] }

  /// Replaces one cell of the table.
  public mutating func set(_ floor: Money, for cell: Cell, in currency: Currency) {
    floors[currency, default: [:]][cell] = floor
  }

  private static func row(cpc: Int64, cpe: Int64, cpm: Int64? = nil, videoCPM: Int64)
    -> [Cell: Money]
  {
    let micros: [Cell: Int64?] = [.cpc: cpc, .cpe: cpe, .cpm: cpm, .videoCPM: videoCPM]
    return micros.compactMapValues { $0.map(Money.init(micros:)) }
  }
}

extension MinimumBids.Cell {
  /// The column that a bid falls into; none for CPI, which has no floor.
  public init?(_ type: BidType, objective: Objective) {
    switch (type, objective) {
    case (.cpc, _): self = .cpc
    case (.cpe, _): self = .cpe
    case (.cpm, .videoAwareness): self = .videoCPM
    case (.cpm, _): self = .cpm
    case (.cpi, _): return nil
    }
  }

  /// How people call it: `CPC`, `video CPM`.
  public var title: String {
    switch self {
    case .cpc: "CPC"
    case .cpe: "CPE"
    case .cpm: "CPM"
    case .videoCPM: "video CPM"
    }
  }
}
