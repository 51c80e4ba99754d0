// Decodes the reports in files with Foundation's JSONDecoder, each of them twice: what
// scripts/bench_reports.py compares pinplan with.
import Foundation

struct Row: Decodable {
  let day: String?
  let spend: Int64?
  let impressions: Int64?
  let pinClicks: Int64?
  let outboundClicks: Int64?
  let saves: Int64?
  let engagements: Int64?
  let videoViews: Int64?

  enum CodingKeys: String, CodingKey {
    case day = "DATE"
    case spend = "SPEND_IN_MICRO_DOLLAR"
    case impressions = "IMPRESSION_1"
    case pinClicks = "CLICKTHROUGH_1"
    case outboundClicks = "OUTBOUND_CLICK_1"
    case saves = "REPIN_1"
    case engagements = "ENGAGEMENT_1"
    case videoViews = "VIDEO_MRC_VIEWS_1"
  }
}

var rows = 0
for path in CommandLine.arguments.dropFirst() {
  for _ in 0..<2 {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let report = try JSONDecoder().decode([String: [Row]].self, from: data)
    rows += report.values.reduce(0) { $0 + $1.count }
  }
}
print(rows / 2)
