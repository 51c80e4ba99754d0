import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

/// Diagnostics, and the changes of a plan as notes, in SARIF 2.1.0 for code scanning.
package enum SARIFDocument {
  /// One run with a result for each; `rules` describes the codes that may come up.
  ///
  /// `folder` is where the project is, seen from the root of the checkout. What has no place stands at the top of `pinplan.yaml`, because
  /// code scanning takes no result without one.
  package static func encode(
    _ diagnostics: [Diagnostic], plan: Plan? = nil, rules: [RuleDescription], version: String,
    folder: String = ""
  ) -> [UInt8] {
    var rules = rules
    let described = Set(rules.map(\.code))
    for code in Set(diagnostics.map(\.code.rawValue)).subtracting(described).sorted() {
      rules.append(RuleDescription(code: code, severity: .error, summary: code, help: code))
    }
    let positions = Dictionary(
      uniqueKeysWithValues: rules.enumerated().map { ($1.code, $0) })
    var json = JSONWriter()
    json.object {
      $0.member(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
          + "sarif-schema-2.1.0.json")
      $0.member("version", "2.1.0")
      $0.key("runs")
      $0.array {
        $0.object { json in
          tool(rules, version, to: &json)
          json.member("columnKind", "unicodeCodePoints")
          json.key("originalUriBaseIds")
          json.object {
            $0.key(root)
            $0.object {
              $0.key("description")
              $0.object { $0.member("text", "The root of the checkout.") }
            }
          }
          json.key("results")
          json.array { json in
            var results = SARIFResults(folder: folder, changeRule: rules.count)
            for diagnostic in diagnostics.sorted(by: Diagnostic.inReadingOrder) {
              let position = positions[diagnostic.code.rawValue] ?? 0
              results.write(diagnostic, rule: position, to: &json)
            }
            guard let plan else { return }
            let sentence = ChangeSentence(currency: plan.account.currency)
            for change in plan.changes { results.write(change, sentence, to: &json) }
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }

  /// What relative paths start from, by the name that code scanning knows.
  static let root = "%SRCROOT%"

  private static func tool(
    _ rules: [RuleDescription], _ version: String, to json: inout JSONWriter
  ) {
    json.key("tool")
    json.object {
      $0.key("driver")
      $0.object {
        $0.member("name", "pinplan")
        $0.member("version", version)
        $0.key("rules")
        $0.array {
          for rule in rules { self.rule(rule, level: rule.severity.rawValue, to: &$0) }
          let change = RuleDescription(
            code: ChangeSentence.code, severity: .warning,
            summary: "Something that an apply of this plan would change.",
            help: "Not a mistake: it is shown so that it can be reviewed at its line.")
          self.rule(change, level: "note", to: &$0)
        }
      }
    }
  }

  private static func rule(
    _ rule: RuleDescription, level: String, to json: inout JSONWriter
  ) {
    json.object {
      $0.member("id", rule.code)
      $0.key("shortDescription")
      $0.object { $0.member("text", rule.summary) }
      $0.key("help")
      $0.object { $0.member("text", rule.help) }
      $0.key("defaultConfiguration")
      $0.object { $0.member("level", level) }
    }
  }
}
