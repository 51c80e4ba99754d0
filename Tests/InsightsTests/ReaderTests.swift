import AdsModel
import Diagnostics
import Insights
import Testing

struct ReaderTests {
  private let today = Day(parsing: "2026-11-22") ?? Day(number: 0)

  private func read(
    _ account: FakeAccount, _ question: InsightsQuestion,
    _ archive: any InsightsArchive = NoArchive()
  ) async throws -> InsightsReport {
    try await InsightsReader(account, archive: archive, account: "northwind", today: today)
      .report(question)
  }

  private func pins(_ count: Int, boards: Int) -> [KnownPin] {
    (1...count).map {
      KnownPin(id: String(1000 + $0), title: "Pin \($0)", board: String(10 + $0 % boards))
    }
  }

  @Test func `totals are the sum of the days`() async throws {
    let question = InsightsQuestion(.overview, .last(30, before: today))
    let report = try await read(FakeAccount(own: pins(3, boards: 2)), question)
    #expect(report.daily.count == 30)
    let sum = question.range.days.reduce(Int64(0)) { $0 + FakeAccount.impressions($1, 3) }
    #expect(report.totals?[.impressions] == sum)
    #expect(report.completeUntil == question.range.to)
    #expect(report.topPins.map(\.rank) == [1, 2, 3])
    #expect(report.topBoards.map(\.pins).reduce(0, +) == 3)
  }

  @Test func `a day that is lost is named, and left out of everything`() async throws {
    let lost = today.advanced(by: -5)
    let question = InsightsQuestion(.overview, .last(7, before: today))
    let report = try await read(FakeAccount(lost: [lost]), question)
    #expect(report.daily.count == 6)
    #expect(!report.daily.contains { $0.day == lost })
    #expect(report.completeUntil == lost.advanced(by: -1))
    #expect(report.notices.contains("1 day is missing, and not zero: 2026-11-17"))
  }

  @Test func `estimates are shown only when asked for, and never summed`() async throws {
    var question = InsightsQuestion(.overview, DayRange(from: today.advanced(by: -3), to: today))
    let account = FakeAccount(open: 1)
    let plain = try await read(account, question)
    #expect(plain.daily.last?.numbers.isEmpty == true)
    #expect(plain.daily.last?.status == .estimate)
    question.isRealTime = true
    let live = try await read(account, question)
    #expect(live.daily.last?.numbers[.impressions] == FakeAccount.impressions(today, 3))
    #expect(live.totals == plain.totals)
    #expect(live.completeUntil == today.advanced(by: -2))
  }

  @Test func `nothing known has no totals`() async throws {
    let question = InsightsQuestion(.overview, .last(7, before: today))
    let report = try await read(FakeAccount(hasNothing: true), question)
    #expect(report.totals == nil)
    #expect(report.daily.isEmpty)
    #expect(report.completeUntil == nil)
    #expect(report.topPins.isEmpty)
  }

  @Test func `a split has the flag's words and adds up`() async throws {
    var question = InsightsQuestion(.overview, .last(7, before: today))
    question.split = .device
    let report = try await read(FakeAccount(), question)
    #expect(report.splits.map(\.value) == ["mobile", "desktop"])
    let sum = Numbers.sum(report.splits.compactMap(\.totals))
    #expect(sum?[.impressions] == report.totals?[.impressions])
    question.split = .contentType
    let words = try await read(FakeAccount(), question)
    #expect(words.splits.map(\.value) == ["organic", "paid"])
  }

  @Test func `a format is the sum of the API's two words`() async throws {
    var question = InsightsQuestion(.overview, .last(1, before: today))
    question.filters.pinFormat = .standard
    let report = try await read(FakeAccount(), question)
    #expect(report.totals?[.impressions] == 2 * FakeAccount.impressions(question.range.from, 1))
    question.filters.pinFormat = .idea
    let idea = try await read(FakeAccount(), question)
    #expect(
      idea.notices.contains(
        "idea Pins are counted where they are ads: the API has no word for organic ones"))
  }

  @Test func `400 boards are ranked exactly, ties by the lower id`() async throws {
    var question = InsightsQuestion(.boards, .last(7, before: today))
    question.count = 50
    let account = FakeAccount(own: pins(1200, boards: 400))
    let report = try await read(account, question)
    #expect(report.topBoards.count == 50)
    let sums = report.topBoards.compactMap { $0.numbers[.impressions] }
    #expect(sums == sums.sorted(by: >))
    #expect(report.topBoards.allSatisfy { $0.pins == 3 })
    let equal = BoardSums(
      [KnownPin(id: "1", board: "100"), KnownPin(id: "2", board: "20")],
      ["1": Numbers([.saves: 1]), "2": Numbers([.saves: 1])])
    #expect(equal.rankedBoards(by: .saves) == ["20", "100"])
  }

  @Test(arguments: [Metric.impressions, .engagements])
  func `boards say up to when they are complete, and what is left out`(
    _ ranking: Metric
  ) async throws {
    var question = InsightsQuestion(.boards, .last(7, before: today))
    question.ranking = ranking
    var account = FakeAccount(own: pins(9, boards: 3))
    #expect(try await read(account, question).completeUntil == question.range.to)
    account.open = 1
    let report = try await read(account, question)
    #expect(report.completeUntil == today.advanced(by: -2))
    #expect(report.notices.contains("not final, and left out of boards: 2026-11-21"))
  }

  @Test func `boards by what only rankings have are exact up to 50 Pins`() async throws {
    var question = InsightsQuestion(.boards, .last(7, before: today))
    question.ranking = .engagements
    let few = try await read(FakeAccount(own: pins(50, boards: 5)), question)
    #expect(few.topBoards.count == 5)
    #expect(few.topBoards.allSatisfy { $0.numbers[.engagements] != nil })
    let problem = await #expect(throws: InsightsProblem.self) {
      try await read(FakeAccount(own: pins(51, boards: 5)), question)
    }
    #expect(problem?.code?.rawValue == "insights.not_in_api")
    #expect(
      problem?.message
        == "boards with --by engagements are exact for up to 50 Pins, and the account has more")
  }

  @Test func `Pins are ranked over the days that are final, and estimates only when asked for`()
    async throws
  {
    let account = FakeAccount(own: pins(3, boards: 1), open: 1)
    var question = InsightsQuestion(.pins, .last(7, before: today))
    let report = try await read(account, question)
    #expect(report.topPins.allSatisfy { $0.numbers[.impressions] != nil })
    #expect(
      report.notices == ["Pins are ranked up to 2026-11-20: what came after it is not final yet"])
    question.isRealTime = true
    let live = try await read(account, question)
    #expect(live.topPins.allSatisfy { $0.numbers[.impressions] != nil })
    #expect(live.topPins.first?.numbers.statuses[.impressions] == .estimate)
    // Where nothing is final there is nothing to show, and why.
    question.isRealTime = false
    question.range = DayRange(from: today, to: today)
    let none = try await read(account, question)
    #expect(none.topPins.allSatisfy { $0.numbers.isEmpty })
    #expect(none.notices == ["some numbers of Pins are left out: an estimate"])
  }

  @Test func `single Pins have their days, and no others`() async throws {
    let account = FakeAccount(own: pins(1, boards: 1))
    let question = InsightsQuestion(.pin(["1001"]), .last(7, before: today))
    let report = try await read(account, question)
    #expect(report.pins.count == 1)
    #expect(report.pins[0].daily.count == 7)
    #expect(report.pins[0].boardName == "Board 10")
    let problem = await #expect(throws: InsightsProblem.self) {
      try await read(account, InsightsQuestion(.pin(["7"]), question.range))
    }
    #expect(problem?.message == #"there is no Pin "7" that the account may see"#)
  }

  @Test func `days before the API's come from the archive, with their origin`() async throws {
    let archive = MemoryArchive()
    let old = today.advanced(by: -100)
    _ = archive.store([
      SeriesKey(InsightsFilters()): [
        DayNumbers(old, .ready, FakeAccount.numbers(old, 3)),
        DayNumbers(today.advanced(by: -90), .ready, Numbers([.impressions: 1])),
      ]
    ])
    var question = InsightsQuestion(
      .overview, DayRange(from: old, to: today.advanced(by: -89)))
    let report = try await read(FakeAccount(), question, archive)
    #expect(report.daily.map(\.origin) == [.archive, .api, .api])
    #expect(report.daily[1].numbers[.impressions] != 1)
    #expect(
      report.notices.contains("9 days are missing, and not zero: 2026-08-15 to 2026-08-23"))
    question.filters.device = .mobile
    let filtered = try await read(FakeAccount(), question, archive)
    #expect(filtered.daily.map(\.origin) == [.api, .api])
  }

  @Test func `collecting twice changes nothing, and asks again for what was open`() async throws {
    let archive = MemoryArchive()
    let first = InsightsCollection(FakeAccount(open: 2), into: archive, today: today)
    let one = try await first.collect(InsightsFilters(), splits: [.device])
    #expect(one.range == .last(90, before: today))
    #expect(one.added == 270)
    #expect(one.open == [today.advanced(by: -2), today.advanced(by: -1)])
    #expect(try await first.collect(InsightsFilters(), splits: [.device]).added == 0)
    let later = InsightsCollection(FakeAccount(), into: archive, today: today)
    let two = try await later.collect(InsightsFilters(), splits: [.device])
    #expect(two.range?.from == today.advanced(by: -2))
    #expect(two.changed == 6)
    #expect(two.added == 0)
    let three = try await later.collect(InsightsFilters(), splits: [.device])
    #expect(three.range == nil)
  }
}
