import AdsModel
import Foundation
import TestSupport

/// A file of campaigns in a random hand: every field in one of the forms that people write.
struct RandomManifest {
  /// A line, and the field that it says something of; none for what no edit may touch.
  struct Line {
    let text: String
    let field: String?
  }

  private(set) var lines: [Line] = []
  private var random: Dice
  private let step: String
  let lineBreak: String
  private(set) var adGroups: [Address] = []

  init(seed: UInt64) {
    random = Dice(seed: seed)
    step = String(repeating: " ", count: [2, 2, 4].randomElement(using: &random) ?? 2)
    lineBreak = Bool.random(using: &random) ? "\n" : "\r\n"
    put(0, "campaigns:")
    put(1, "spring:")
    var fields: [(Address, String, [[String]])] = [
      (spring, "objective", [["objective: traffic"], ["\"objective\": 'traffic'"]]),
      (
        spring, "name",
        [["name: Spring sale"], ["name: 'It''s spring'"], ["name: >-", "  Spring", "  sale"], []]
      ),
      (spring, "status", [["status: paused"], ["status: \"active\""], []]),
    ]
    fields.shuffle(using: &random)
    for (address, field, forms) in fields { put(2, address, field, forms) }
    put(2, "ad_groups:")
    for number in 0..<Int.random(in: 1...3, using: &random) { putAdGroup(number) }
  }

  /// The file, with or without a last line break.
  var text: String {
    lines.map(\.text).joined(separator: lineBreak)
      + (lines.count.isMultiple(of: 2) ? lineBreak : "")
  }

  private mutating func putAdGroup(_ number: Int) {
    let address = Address.adGroup("spring", "g\(number)")
    adGroups.append(address)
    if Int.random(in: 0..<4, using: &random) == 0 {
      let line = "g\(number): { bid: 0.35, budget: {daily: 5.00}, keywords: [sofa, 'bed'] }"
      return put(3, line, field: "\(address) flow")
    }
    put(3, "g\(number):")
    var fields: [(String, [[String]])] = [
      ("bid", [["bid: 0.35"], ["bid: { cpc: 0.40 }"], ["bid: automatic"], ["bid:", "  cpc: 1"]]),
      ("name", [["name: \"UK \\u0041\""], ["name: |-", "  UK"], []]),
      ("placement", [["placement: browse"], []]),
      (
        "budget",
        [
          ["budget: { daily: 25.00 }"], ["budget:", "  daily: 25"], ["budget: {}"], ["budget:"], [],
        ]
      ),
      (
        "schedule",
        [
          ["schedule: { start: 2027-03-01, end: 2027-03-31 }"], ["schedule:", "  end: 2027-03-31"],
          ["schedule: ~"], [],
        ]
      ),
      (
        "targeting",
        [
          ["targeting: { locations: [GB, IE], ages: [25-34] }"],
          [
            "targeting:", "  locations:", "  - GB", "  - \"NO\"", "  ages: [", "    25-34,",
            "    35-44", "  ]",
          ],
          ["targeting:", "  languages:", "    - en-GB", "  devices: [ipad, web]"], [],
        ]
      ),
    ]
    fields.shuffle(using: &random)
    for (field, forms) in fields { put(4, address, field, forms) }
    put(4, "keywords:")
    put(4, "- velvet sofa")
    put(4, "- { text: corner sofa, match: exact }")
  }

  private mutating func put(
    _ depth: Int, _ address: Address, _ field: String, _ forms: [[String]]
  ) {
    for line in forms.randomElement(using: &random) ?? [] {
      put(depth, line, field: "\(address) \(field)")
    }
  }

  private mutating func put(_ depth: Int, _ text: String, field: String? = nil) {
    let indentation = String(repeating: step, count: depth)
    if Int.random(in: 0..<5, using: &random) == 0, field == nil {
      lines.append(Line(text: indentation + "# a remark, with: signs", field: nil))
    }
    let isText = field?.hasSuffix(" name") == true
    let comment = !isText && Bool.random(using: &random) ? "  # \(lines.count)" : ""
    lines.append(Line(text: indentation + text + comment, field: field))
  }
}
