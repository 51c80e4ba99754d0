import AdsModel
import Insights
import PinterestAPI
import TestSupport
import Testing

@testable import PinterestTarget

/// How rows of ads become counts.
struct GatheredCountsTests {
  private let scene: AnalyticsScene

  init() throws {
    scene = try AnalyticsScene()
    try scene.set(#"{"report_polls": 0}"#)
  }

  private func counts(
    _ days: Int, _ granularity: PerformanceQuestion.Granularity, step: AdsRequest.Step
  ) async throws -> AdSums {
    let days = AnalyticsScene.days(days)
    var request = AdsRequest(
      .ads(scene.ads), DayRange(from: days.lowerBound, to: days.upperBound))
    request.granularity = granularity
    request.step = step
    let ads = PinterestAds(
      try await scene.account(), today: AnalyticsScene.today, tokens: .none, progress: { _, _ in })
    return try await ads.counts(request)
  }

  @Test func `days of a long range are summed by month as they come`() async throws {
    let months = try await counts(400, .month, step: .day)
    #expect(Set(months.ids) == Set(scene.ads))
    let total = try await counts(400, .total, step: .total)
    #expect(Set(total.ids) == Set(scene.ads))
    for ad in scene.ads {
      let own = months.parts(of: ad)
      #expect(own.allSatisfy { $0.day?.components.day == 1 })
      #expect(Set(own.map(\.day)).count == own.count)
      #expect(total.parts(of: ad).map(\.counts) == [months.total(of: ad)])
    }
  }

  @Test(arguments: [80, 400])
  func `a count that is none is told, and not zero`(_ days: Int) async throws {
    try scene.emulator.ask("PATCH", "settings", #"{"fractional_counts": true}"#)
    do {
      _ = try await counts(days, .day, step: .day)
      Issue.record("it was taken")
    } catch {
      #expect(
        "\(error)".contains("a count is not a whole number of at most 15 digits"), "\(error)")
    }
  }
}
