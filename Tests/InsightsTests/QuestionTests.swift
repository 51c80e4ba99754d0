import AdsModel
import Diagnostics
import Insights
import Testing

struct QuestionTests {
  private let range = DayRange.last(30, before: Day(number: 20_000))

  private func question(
    _ subject: InsightsQuestion.Subject = .overview,
    _ change: (inout InsightsQuestion) -> Void = { _ in }
  ) -> InsightsQuestion {
    var question = InsightsQuestion(subject, range)
    change(&question)
    return question
  }

  @Test func `what only Pinterest's pages know is refused with where to look`() {
    let problem = question().problem(.init(["--age"]))
    #expect(problem?.code?.rawValue == "insights.not_in_api")
    #expect(
      problem?.message
        == "--age: Pinterest's own pages know what --age asks for, and the API does not")
    #expect(problem?.hint == "look in Analytics on business.pinterest.com")
    #expect(
      question().problem(.init(["--include-saved"]))?.message
        == "--include-saved: Pinterest's own pages know Pins saved without a link to a claimed domain, and the API does not"
    )
    // Age and gender are not in the API, whatever stands beside them.
    let both = question { $0.isRealTime = true }.problem(.init(["--gender"]))
    #expect(both?.code?.rawValue == "insights.not_in_api")
  }

  @Test func `the last 48 hours are not told apart`() {
    let split = question {
      $0.isRealTime = true
      $0.split = .device
    }.problem()
    #expect(split?.code?.rawValue == "insights.real_time_filter")
    #expect(
      split?.message
        == "--real-time does not go with --split: the last 48 hours are not told apart")
    let paid = question {
      $0.isRealTime = true
      $0.filters.contentType = .paid
    }.problem()
    #expect(paid?.code?.rawValue == "insights.real_time_filter")
    #expect(
      paid?.message
        == "--real-time does not go with --content-type: the last 48 hours are not told apart")
    #expect(
      question {
        $0.isRealTime = true
        $0.filters.device = .mobile
      }.problem() == nil)
  }

  @Test func `a ranking that the API lacks names those that it has`() {
    let people = question(.pins) { $0.ranking = .totalAudience }.problem()
    #expect(people?.code?.rawValue == "insights.not_in_api")
    #expect(people?.message == "--by total_audience is not in the API")
    #expect(people?.hint == "look in Pinterest's own pages: Analytics, Audience insights")
    let videos = question(.videos) { $0.ranking = .pinClicks }.problem()
    #expect(videos?.message == "--by pin_clicks: the API does not rank videos by it")
    #expect(videos?.hint == "write one of impressions, saves, outbound_clicks")
    #expect(question(.boards) { $0.ranking = .engagements }.problem() == nil)
  }

  @Test func `single Pins take a device and no other filter`() {
    #expect(question(.pin(["1"])) { $0.filters.device = .tablet }.problem() == nil)
    let problem = question(.pin(["1"])) { $0.filters.source = .yours }.problem()
    #expect(
      problem?.message == "--source is not in the API for single Pins; it takes --device alone")
  }

  @Test func `every word of a filter is the API's`() {
    for filter in InsightsFilter.allCases {
      #expect(filter.words.first == "all")
      for word in filter.words.dropFirst() {
        let filters = InsightsFilters().with(filter, word)
        #expect(filters?.word(of: filter) == word)
        #expect(filters?.narrowing == [filter])
        for part in filter.apiWords(word) { #expect(filter.word(ofPart: part) == word) }
      }
      #expect(InsightsFilters().with(filter, "nonsense") == nil)
    }
    #expect(InsightsFilters().wires.map(\.query.count) == [0])
  }

  @Test func `a format is asked for in the API's two words`() {
    var filters = InsightsFilters()
    filters.pinFormat = .video
    filters.device = .desktop
    let queries = filters.wires.map { $0.query.map { "\($0.name)=\($0.value)" } }
    #expect(
      queries == [
        ["app_types=WEB", "pin_format=ORGANIC_VIDEO"], ["app_types=WEB", "pin_format=ADS_VIDEO"],
      ])
  }
}
