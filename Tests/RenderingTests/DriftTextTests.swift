import AdsModel
import Planning
import Rendering
import TestSupport
import Testing

struct DriftTextTests {
  @Test(arguments: [("plain", TextStyle.plain), ("80", .terminal(width: 80, color: false))])
  func `drift reads as it always did`(_ name: String, _ style: TextStyle) throws {
    try expectGolden(
      DriftTextRenderer(style: style).render(Samples.driftReport), "drift-\(name).txt")
  }

  @Test(arguments: [
    (1, "No drift: 1 resource is on Pinterest as the last apply left it."),
    (41, "No drift: 41 resources are on Pinterest as the last apply left them."),
  ])
  func `no drift is one line`(_ compared: Int, _ line: String) {
    var report = Samples.driftReport
    report.items = []
    report.compared = compared
    #expect(
      DriftTextRenderer(style: .plain).render(report)
        == "northwind-uk (GBP), the account compared with state serial 12\n\n\(line)\n")
  }

  @Test func `a report says who moved`() {
    let html = String(decoding: HTMLReport(Samples.drifted).render(), as: UTF8.self)
    #expect(html.contains("-12.5 %; changed on Pinterest since the last apply"))
    #expect(html.contains("- FR; changed on Pinterest since the last apply"))
    #expect(html.contains("+50.0 %; changed on Pinterest since the last apply, and in the YAML"))
    #expect(html.contains("2 resources are on Pinterest as declared already"))
  }

  @Test func `an annotation says who moved`() {
    let plan = Samples.drifted
    let lines = GitHubAnnotations.render(
      [], changes: plan.changes, currency: plan.account.currency, folder: "")
    #expect(
      lines.contains("bid 0.40 → 0.35 GBP (-12.5 %25; changed on Pinterest since the last apply)"),
      "\(lines)")
    #expect(lines.contains("targeting.locations - FR (changed on Pinterest since the last apply)"))
  }
}
