import AdsModel
import Insights
import Outcomes
import Planning
import Testing

/// A state with two campaigns, and what was written of it on earlier days.
enum DeclaredSample {
  static let first = Day(parsing: "2026-11-01") ?? Day(number: 0)
  static let account = Account(
    name: "northwind-uk", country: "GB", currency: .gbp, adAccountID: "549755885175")

  static func resource(
    _ address: String, id: String, _ fields: [(FieldPath, FieldValue)], status: Status = .active,
    start: Day? = nil
  ) throws -> StoredResource {
    let address = try #require(Address(parsing: address))
    var encoder = FieldEncoder(decimals: 2)
    var encoded = Fields()
    for (path, value) in fields { encoded.put(path, value) }
    return StoredResource(
      address: address, id: id, status: status, attributes: encoder.encode(encoded),
      start: start)
  }

  static func state() throws -> StoredState {
    StoredState(
      lineage: "x", account: account, target: .pinterest,
      resources: [
        try resource(
          "campaign/sofas", id: "626700000001",
          [(.name, .text("Sofas")), (.objective, .text("traffic"))]),
        try resource(
          "ad_group/sofas/uk", id: "2680000000001",
          [
            (.name, .text("UK")), (.bid, .money(Money(micros: 350_000))),
            (.dailyBudget, .money(Money(micros: 20_000_000))),
          ], start: first),
        try resource(
          "ad_group/sofas/flight", id: "2680000000002",
          [
            (.name, .text("Flight")), (.bid, .money(Money(micros: 350_000))),
            (.lifetimeBudget, .money(Money(micros: 70_000_000))),
            (.end, .day(first.advanced(by: 9))),
          ], start: first.advanced(by: 3)),
        try resource(
          "campaign/video", id: "626700000002",
          [
            (.name, .text("Video")), (.objective, .text("video_awareness")),
            (.dailyBudget, .money(Money(micros: 10_000_000))),
          ]),
        try resource(
          "ad_group/video/all", id: "2680000000003",
          [(.name, .text("All")), (.bid, .text("automatic"))], start: first),
        try resource(
          "keyword/sofas/uk/broad/velvet sofa", id: "2886000000001",
          [(.text, .text("velvet sofa")), (.match, .text("broad"))]),
        try resource(
          "keyword/sofas/uk/exact/velvet sofa", id: "2886000000002",
          [(.text, .text("velvet sofa")), (.match, .text("exact"))]),
        try resource(
          "keyword/sofas/uk/broad/corner sofa", id: "2886000000003",
          [(.text, .text("corner sofa")), (.match, .text("broad"))]),
      ])
  }

  /// The budget was 5.00 until the 4th, and it was paused until the 6th.
  static func history() throws -> [HistoryEntry] {
    let address = try #require(Address(parsing: "ad_group/sofas/uk"))
    var raised = HistoryEntry(
      number: 1, serial: 2, at: first.advanced(by: 3).start, actor: "ana")
    raised.operations = [
      HistoryOperation(
        .update, address,
        fields: [
          FieldChange(
            path: .dailyBudget, before: .money(Money(micros: 5_000_000)),
            after: .money(Money(micros: 20_000_000)))
        ])
    ]
    var started = HistoryEntry(
      number: 2, serial: 3, at: first.advanced(by: 5).start, actor: "ana")
    started.operations = [
      HistoryOperation(
        .update, address,
        fields: [
          FieldChange(path: .status, before: .text("paused"), after: .text("active"))
        ])
    ]
    return [raised, started]
  }

  static func declared() throws -> DeclaredAccount {
    DeclaredAccount(try state(), history: try history(), decimals: 2)
  }
}

struct PacingTests {
  private let range = DayRange(
    from: DeclaredSample.first, to: DeclaredSample.first.advanced(by: 9))

  private func percent(_ address: String, _ spend: Int64) throws -> String? {
    let declared = try DeclaredSample.declared()
    let entry = try #require(
      Address(parsing: address).flatMap { declared.entry(at: $0) })
    return declared.allowance(of: entry, on: range)?.percent(of: spend)
  }

  @Test func `a budget counts with its new value from the next day`() throws {
    // Four days at 5, then six at 20.
    #expect(try percent("ad_group/sofas/uk", 140_000_000) == "100.0")
    #expect(try percent("ad_group/sofas/uk", 122_500_000) == "87.5")
  }

  @Test func `a lifetime budget is spread evenly over its schedule`() throws {
    #expect(try percent("ad_group/sofas/flight", 70_000_000) == "100.0")
    let declared = try DeclaredSample.declared()
    let entry = try #require(
      Address(parsing: "ad_group/sofas/flight").flatMap { declared.entry(at: $0) })
    let half = DayRange(from: range.from, to: range.from.advanced(by: 4))
    // Two of its seven days.
    #expect(declared.allowance(of: entry, on: half)?.percent(of: 10_000_000) == "50.0")
  }

  @Test func `a campaign allows what it or its ad groups may spend`() throws {
    #expect(try percent("campaign/sofas", 210_000_000) == "100.0")
    #expect(try percent("campaign/video", 25_000_000) == "25.0")
    #expect(try percent("ad_group/video/all", 25_000_000) == nil)
  }

  @Test func `nothing allowed has no pacing`() throws {
    let declared = try DeclaredSample.declared()
    let entry = try #require(
      Address(parsing: "ad_group/sofas/flight").flatMap { declared.entry(at: $0) })
    let before = DayRange(from: range.from, to: range.from.advanced(by: 2))
    #expect(declared.allowance(of: entry, on: before) == nil)
  }

  @Test(arguments: [
    ("ad_group/sofas/uk", 4), ("ad_group/sofas/flight", 7), ("campaign/sofas", 7),
    ("ad_group/video/all", 10), ("keyword/sofas/uk/broad/corner sofa", 4),
  ])
  func `days running are those on which it was scheduled and active`(
    _ address: String, _ days: Int
  ) throws {
    let declared = try DeclaredSample.declared()
    let entry = try #require(
      Address(parsing: address).flatMap { declared.entry(at: $0) })
    #expect(declared.daysRunning(of: entry, on: range) == days)
  }
}
