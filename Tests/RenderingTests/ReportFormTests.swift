import AdsModel
import Diagnostics
import Documents
import Outcomes
import Rendering
import TestSupport
import Testing

struct ReportFormTests {
  private static func setting() -> ReportSetting {
    ReportSetting(
      style: .plain, markdown: { MarkdownOptions(time: Instant(secondsSince1970: 0)) },
      rules: { [] })
  }

  private static let listing = StateListing(lineage: nil, serial: 0, resources: [])

  @Test func `a report has its value in each of its forms`() {
    let text = Self.listing.rendered(as: .text, Self.setting())
    let json = Self.listing.rendered(as: .json, Self.setting())
    #expect(StateListing.formats == [.text, .json])
    #expect(text == Array("Nothing is stored.\n".utf8))
    #expect(json == StateListDocument.encode(Self.listing))
  }

  @Test(arguments: ReportFormat.allCases.filter { !StateListing.formats.contains($0) })
  func `a report tells nothing in a form that it lacks`(_ format: ReportFormat) {
    #expect(Self.listing.rendered(as: format, Self.setting()) == nil)
  }

  @Test func `where there is no plan, every form of a plan but text says why`() {
    let formats = ReportFormat.allCases.filter { $0 != .csv && $0 != .html }
    #expect(PlanReport.formats == formats)
    #expect(NoPlanReport.formats == formats.filter { $0 != .text })
  }

  @Test func `a form that does not link to files asks nothing of the disk`() {
    let setting = ReportSetting(
      style: .plain, markdown: { preconditionFailure("nobody links to a file") },
      rules: { preconditionFailure("nobody describes rules") })
    let report = NoPlanReport(
      [], account: Account(name: "shop", country: "GB", currency: .gbp), target: .local)
    #expect(report.rendered(as: .json, setting) == PlanDocument.encodeFailure([]))
  }
}
