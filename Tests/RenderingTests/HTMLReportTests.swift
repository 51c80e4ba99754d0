import AdsModel
import Diagnostics
import Documents
import Foundation
import Planning
import Rendering
import TestSupport
import Testing

struct HTMLReportTests {
  private static func html(_ plan: Plan) -> String {
    String(decoding: HTMLReport(plan).render(), as: UTF8.self)
  }

  /// A plan with one text wherever a user can put one.
  private static func hostile(_ text: String) -> Plan {
    var plan = Samples.everything
    plan.account.name = text
    plan.notes = [text]
    plan.overrides = [Override(code: .guardrailProtected, reason: text)]
    plan.diagnostics = [
      Diagnostic(
        .guardrailMaxDailySpend, .error, text, at: .start(of: text), address: text, hint: text)
    ]
    var change = Change.editing(
      spring, name: text, line: 1, FieldPath(text), .text(text), .list([text, text]),
      notes: [text])
    change.source = Place(file: text, line: 4)
    let keyword = Address.keyword(in: Samples.ukWomen, .exact, text)
    plan.changes = [
      change,
      .creating(keyword, Keyword(text: text, match: .exact), name: text, line: 5, notes: [text]),
    ]
    plan.moves = [Move(from: keyword, to: keyword)]
    plan.forecast?.campaigns = Samples.forecast.campaigns.map { campaign in
      CampaignForecast(
        address: campaign.address, name: text, action: campaign.action,
        dailyBefore: campaign.dailyBefore, dailyAfter: campaign.dailyAfter,
        lifetimeBefore: campaign.lifetimeBefore, lifetimeAfter: campaign.lifetimeAfter,
        flights: campaign.flights.map {
          Flight(
            address: $0.address, name: text, action: $0.action, before: $0.before,
            after: $0.after)
        })
    }
    return plan
  }

  private static let spring = Samples.spring

  /// Every tag with its attributes, and what the program embeds left out.
  private static func tags(in html: String) -> [String] {
    html.replacing(/(?s)<style>.*?<\/style>/, with: "<style>")
      .replacing(/(?s)<script>.*?<\/script>/, with: "<script>")
      .matches(of: /<[^>]*>/).map { String($0.output) }
  }

  @Test func `a report is written as it always was`() throws {
    try expectGolden(Self.html(Samples.everything), "report.html")
  }

  @Test func `a report of hostile text is written as it always was`() throws {
    let text = "\"><img src=x onerror='alert(1)'>&amp;</script>\u{202E}\nnext\u{0}"
    try expectGolden(Self.html(Self.hostile(text)), "report-hostile.html")
  }

  @Test(
    arguments: HostileText.all + [
      "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "' onclick='alert(1)", "<!--",
      "]]>", "</style><style>*{display:none}", "javascript:alert(1)", "&lt;b&gt;", "`${alert(1)}`",
    ])
  func `no text of a user becomes markup`(_ text: String) {
    let plain = Self.tags(in: Self.html(Self.hostile("plain")))
    let hostile = Self.tags(in: Self.html(Self.hostile(text)))
    #expect(hostile.count == plain.count)
    // Values of attributes differ and are quoted; names and elements do not.
    let values = /"[^"]*"/
    #expect(
      hostile.map { $0.replacing(values, with: "") } == plain.map { $0.replacing(values, with: "") }
    )
  }

  @Test(arguments: HostileText.all)
  func `no text of a user is hidden in a report`(_ text: String) {
    let shown = Self.html(Self.hostile(text))
    let hidden = shown.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format: scalar.value != 0x200D
      case .lineSeparator, .paragraphSeparator: true
      default: scalar.value == 0x3164
      }
    }
    #expect(hidden.isEmpty)
  }

  @Test func `only the report's own style and script may run, and nothing is loaded`() throws {
    let html = Self.html(Samples.everything)
    let style = try #require(html.firstMatch(of: /(?s)<style>(.*?)<\/style>/)).output.1
    let script = try #require(html.firstMatch(of: /(?s)<script>(.*?)<\/script>/)).output.1
    let policy = """
      content="default-src &#39;none&#39;; style-src &#39;\(Digest.sourceHash(String(style)))&#39;; \
      script-src &#39;\(Digest.sourceHash(String(script)))&#39;; base-uri &#39;none&#39;; \
      form-action &#39;none&#39;"
      """
    #expect(html.contains(policy))
    #expect(!html.contains("unsafe"))
    #expect(html.firstMatch(of: /(src|style|onload|onclick|@import)\s*=/) == nil)
    #expect(html.firstMatch(of: /https?:\/\/(?!northwind\.example)/) == nil)
  }

  @Test(arguments: [Samples.empty, Samples.renames, Samples.refused, Samples.createAll])
  func `a plan that was saved and read gives the same report`(_ plan: Plan) throws {
    let copy = try PlanDocument.decode(PlanDocument.encode(plan))
    #expect(HTMLReport(copy).render() == HTMLReport(plan).render())
  }

  @Test func `a plan without its forecast says so`() {
    var plan = Samples.everything
    plan.forecast = nil
    let html = Self.html(plan)
    #expect(html.contains("This plan was saved without its forecast; plan again to have one."))
    #expect(!html.contains("<figure"))
  }

  @Test func `a refused plan says so at the top and why`() {
    let html = Self.html(Samples.refused)
    #expect(html.contains("Refused: nothing is applied"))
    #expect(html.contains("daily spend would be 2715.00 GBP, over max_daily_spend 2500.00"))
    #expect(html.contains("<bdi class=name>launch week, Ana agreed</bdi>"))
  }

  @Test func `a plan file that somebody edited cannot stop the report`() {
    var plan = Samples.everything
    let (early, late) = (Day(number: 0), Day(number: 900_000))
    let run = Forecast.Run(from: early, to: late, amount: Money(micros: .max))
    plan.forecast?.dailyBefore = [run, run]
    plan.forecast?.dailyAfter = []
    let side = Flight.Side(state: .running, start: late, end: early, budget: nil, isShared: true)
    let flight = Flight(
      address: Samples.ukWomen, name: "", action: nil, before: side, after: side)
    plan.forecast?.campaigns = [
      CampaignForecast(
        address: Self.spring, name: "", action: nil, dailyBefore: [run], dailyAfter: [run, run],
        lifetimeBefore: Money(micros: .max), lifetimeAfter: .zero, flights: [flight])
    ]
    #expect(Self.html(plan).hasSuffix("</html>\n"))
  }
}
