import AdsModel
import Planning
import Testing

/// What `pinplan drift` is told: stored, live and declared side by side.
struct DriftReportTests {
  private static func report(_ project: ThreeWay) -> DriftReport {
    DriftReport(
      manifest: project.declared.manifest, state: project.state, live: project.account)
  }

  @Test func `a changed field stands beside what is declared`() {
    var project = ThreeWay()
    project.live.adGroup = "bid: 0.40"
    project.declared.adGroup = "bid: 0.45"
    let report = Self.report(project)
    #expect(report.items.map(\.kind) == [.changed])
    #expect(
      report.items.first?.fields == [
        DriftReport.Field(
          .bid, stored: .money(Money(micros: 350_000)), live: .money(Money(micros: 400_000)),
          declared: .money(Money(micros: 450_000)))
      ])
    #expect(report.items.first?.source == Place(file: "campaigns/spring.yaml", line: 7))
    #expect(report.compared == 6)
  }

  @Test func `what was changed alike is drift until it is recorded`() {
    var project = ThreeWay()
    project.live.adGroup = "bid: 0.40"
    project.declared.adGroup = "bid: 0.40"
    #expect(
      Self.report(project).items.first?.fields.map(\.declared)
        == [.money(Money(micros: 400_000))])
  }

  @Test func `a start that is left out is declared as it was worked out`() {
    var project = ThreeWay()
    project.live.campaign += "\n    schedule: { start: 2026-12-24 }"
    #expect(
      Self.report(project).items.first?.fields.map(\.declared)
        == [Day(parsing: "2026-11-23").map { .day($0) }])
  }

  @Test func `what is declared no longer has neither place nor value`() {
    var project = ThreeWay()
    project.declared.ads = "{ hero: { pin: \"1\" } }"
    project.live.ads = "{ hero: { pin: \"1\" }, more: { pin: \"2\", status: paused } }"
    let report = Self.report(project)
    #expect(report.items.map(\.source) == [nil])
    #expect(report.items.first?.fields.map(\.declared) == [nil])
  }

  @Test func `what is lost counts what is below it, and what is left alone is no drift`() {
    var project = ThreeWay()
    project.live.campaign += "\n    status: archived"
    #expect(Self.report(project).items.map(\.kind) == [.archived])
    #expect(Self.report(project).items.map(\.below) == [5])
    project = ThreeWay()
    project.declared.adGroup = "bid: 0.35\n        lifecycle: { ignore_changes: [bid] }"
    project.live.adGroup = "bid: 0.40"
    #expect(Self.report(project).items.isEmpty)
  }

  @Test func `an audience stands where it is declared`() throws {
    var project = ThreeWay()
    for version in [\ThreeWay.declared, \.stored] {
      project[keyPath: version].root = "audiences: { buyers: { type: visitor, tag: \"7\" } }"
    }
    let buyers = try #require(project.state.resources.first { $0.address == .audience("buyers") })
    var fields = try #require(Fields(json: buyers.attributes))
    fields[.name] = .text("Theirs")
    let live = LiveAccount(
      [LiveResource(.audience, id: buyers.id, status: .active, fields: fields)],
      carried: [.audience: [.name]])
    let report = DriftReport(
      manifest: project.declared.manifest, state: project.state, live: live)
    #expect(report.items.map(\.address) == [.audience("buyers")])
    #expect(report.items.first?.source == Place(file: "pinplan.yaml", line: 4))
    #expect(
      report.items.first?.fields == [
        DriftReport.Field(
          .name, stored: .text("buyers"), live: .text("Theirs"), declared: .text("buyers"))
      ])
  }
}
