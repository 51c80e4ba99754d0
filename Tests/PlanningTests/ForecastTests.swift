import AdsModel
import ManifestLoading
import ManifestModel
import Planning
import Testing

struct ForecastTests {
  private static let now = Instant(secondsSince1970: 1_795_341_600)

  private static func draft(_ campaigns: String, after stored: String? = nil) -> PlanDraft {
    let state = stored.map {
      PlanPropertyTests.applied(manifest($0), to: nil, now: Self.now)
    }
    return PlanPropertyTests.draft(manifest(campaigns), state, now: Self.now)
  }

  private static func manifest(_ campaigns: String) -> Manifest {
    let project = "version: 1\naccount: { name: n, country: GB }\n"
    let loaded = Project.load(
      .memory(["pinplan.yaml": project, "campaigns/a.yaml": "campaigns:\n" + campaigns]))
    #expect(loaded.diagnostics == [])
    return loaded.manifest
  }

  private static let running = """
      a:
        objective: traffic
        spend_limit: { daily: 50.00 }
        ad_groups:
          one: { bid: 0.30, budget: { daily: 40.00 }, targeting: { locations: [GB] }, \
    schedule: { start: 2026-12-01, end: 2026-12-10 } }
          two: { bid: 0.30, budget: { daily: 20.00 }, targeting: { locations: [GB] } }
          whole: { bid: 0.30, budget: { lifetime: 90.00 }, targeting: { locations: [GB] }, \
    schedule: { end: 2026-12-10 } }

    """

  private static func texts(_ runs: [Forecast.Run]) -> [String] {
    runs.map { "\($0.from) \($0.to) \($0.amount.decimal(places: 2))" }
  }

  @Test func `equal days are one run, and the daily limit is applied to each`() {
    let forecast = Self.draft(Self.running).forecast
    #expect(Self.texts(forecast.dailyBefore) == ["2026-11-23 2027-02-20 0.00"])
    #expect(
      Self.texts(forecast.dailyAfter) == [
        "2026-11-23 2026-11-30 20.00", "2026-12-01 2026-12-10 50.00",
        "2026-12-11 2027-02-20 20.00",
      ])
    #expect(forecast.campaigns.map(\.lifetimeAfter) == [Money(micros: 90_000_000)])
    #expect(forecast.campaigns.map(\.dailyAfter) == [forecast.dailyAfter])
  }

  @Test func `a flight tells what it is before and after, and what the plan does to it`() throws {
    let edited = Self.running
      .replacing("end: 2026-12-10 } }\n      two", with: "end: 2026-12-20 } }\n      two")
      .replacing("two: {", with: "three: {")
    let forecast = Self.draft(edited, after: Self.running).forecast
    let flights = try #require(forecast.campaigns.first).flights
    #expect(flights.map(\.address.key) == ["one", "three", "whole", "two"])
    #expect(flights.map(\.action) == [.update, .create, nil, .archive])
    #expect(flights[0].before?.end == Day(parsing: "2026-12-10"))
    #expect(flights[0].after?.end == Day(parsing: "2026-12-20"))
    #expect(flights[0].after?.state == .notStarted)
    #expect(flights[1].before == nil)
    #expect(flights[1].after?.start == Day(parsing: "2026-11-23"))
    #expect(flights[2].before == flights[2].after)
    #expect(flights[2].after?.budget == .lifetime(Money(micros: 90_000_000)))
    #expect(flights[3].after == nil)
  }

  @Test func `a paused campaign pauses its flights, which nothing else changes`() throws {
    let paused = Self.running.replacing(
      "objective: traffic", with: "objective: traffic\n    status: paused")
    let forecast = Self.draft(paused, after: Self.running).forecast
    let campaign = try #require(forecast.campaigns.first)
    #expect(campaign.action == .update)
    #expect(campaign.flights.allSatisfy { $0.action == nil && $0.after?.state == .paused })
    #expect(Self.texts(campaign.dailyAfter) == ["2026-11-23 2027-02-20 0.00"])
    #expect(campaign.lifetimeAfter == .zero)
  }

  @Test func `what shares its campaign's budget runs on the campaign's days`() throws {
    let shared = """
        a:
          objective: traffic
          budget: { daily: 80.00 }
          schedule: { start: 2026-12-01, end: 2026-12-10 }
          ad_groups:
            one: { bid: 0.30, targeting: { locations: [GB] } }
            two: { bid: 0.30, targeting: { locations: [GB] } }

      """
    let forecast = Self.draft(shared).forecast
    let campaign = try #require(forecast.campaigns.first)
    #expect(
      Self.texts(campaign.dailyAfter) == [
        "2026-11-23 2026-11-30 0.00", "2026-12-01 2026-12-10 80.00",
        "2026-12-11 2027-02-20 0.00",
      ])
    for flight in campaign.flights {
      #expect(flight.after?.isShared == true)
      #expect(flight.after?.start == Day(parsing: "2026-12-01"))
      #expect(flight.after?.end == Day(parsing: "2026-12-10"))
    }
  }

  @Test func `on a day on which all run the forecast is the daily spend`() {
    let plan = Self.draft(Self.running)
    let busiest = plan.forecast.dailyAfter.map(\.amount).max()
    #expect(busiest == plan.plan.spendAfter.daily)
  }
}
