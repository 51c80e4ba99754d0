import AdsModel
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel
import ManifestWriting

/// What edits did to one project: the lines that changed, and what was left to do by hand.
struct Edited {
  let edits: ManifestEdits
  let before: [String: String]

  /// Edits a project of `pinplan.yaml` and `campaigns/a.yaml`.
  init(
    _ campaigns: String, account: String = "{ name: n, country: GB }",
    _ wanted: [ManifestEdit]
  ) {
    before = [
      "pinplan.yaml": "version: 1\naccount: \(account)\n", "campaigns/a.yaml": campaigns,
    ]
    let project = Project.load(.memory(before))
    precondition(project.isValid, project.diagnostics.map(\.message).joined(separator: "; "))
    edits = ManifestEditor.edit(project, wanted)
  }

  /// The file of campaigns as it should be.
  var text: String {
    edits.files["campaigns/a.yaml"].map { String(decoding: $0, as: UTF8.self) }
      ?? before["campaigns/a.yaml"] ?? ""
  }

  /// Lines taken out and put in, in order.
  var changedLines: [String] {
    let old = Self.lines(before["campaigns/a.yaml"] ?? "")
    let difference = Self.lines(text).difference(from: old)
    return difference.removals.map { change in
      if case .remove(_, let line, _) = change { "-" + line } else { "" }
    }
      + difference.insertions.map { change in
        if case .insert(_, let line, _) = change { "+" + line } else { "" }
      }
  }

  /// By bytes: to Swift, CRLF is one character.
  static func lines(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  var refusals: [String] {
    edits.notPulled.map { edit in
      let place = edit.file.map { "\($0):\(edit.line ?? 0): " } ?? ""
      let field = edit.path.map { " \($0)" } ?? ""
      return "\(place)\(edit.address)\(field): \(edit.reason)"
    }
  }
}

let spring = Address.campaign("spring")
let group = Address.adGroup("spring", "uk")
let hero = Address.ad(in: group, "hero")

func money(_ cents: Int64) -> FieldValue { .money(Money(micros: cents * 10_000)) }

func day(_ text: String) -> FieldValue { Day(parsing: text).map(FieldValue.day) ?? .text(text) }
