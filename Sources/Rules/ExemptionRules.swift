import AdsModel
import Diagnostics
import ManifestModel
import Planning

private let honesty = "pinplan: an exemption is an agreement with an end, not a hole"

extension Rule {
  /// Whether an exemption may let it through.
  public var isExemptible: Bool { ExemptibleGuardrail.allCases.contains { $0.code == code } }

  static let exemptionExpired = Rule(
    .exemptionExpired, "An exemption is taken out once its last day has passed.", source: honesty,
    rejects: .shop(root: [exemption("campaign/spring*", until: "↓2026-11-21")]),
    accepts: .shop(root: [exemption("campaign/spring*", until: "2026-11-22")]),
    check: .moment { manifest, now, findings in
      for exemption in manifest.guardrails.exemptions where exemption.until < now.day {
        findings.report(
          "the exemption of \(quoted(exemption.selector.pattern)) from \(exemption.guardrail.rawValue), \(quoted(exemption.reason)), ended with \(exemption.until)",
          at: manifest.span(of: exemption.origin, at: "until"), address: nil,
          hint: "take it out, or agree on another day and write that")
      }
    })

  static let exemptionNoMatch = Rule(
    .exemptionNoMatch, .warning, "An exemption names something that is declared or stored.",
    source: honesty, rejects: .shop(root: [exemption("↓campaign/sprung*", until: "2026-12-01")]),
    accepts: .shop(root: [exemption("campaign/spring*", until: "2026-12-01")]),
    check: .plan { draft, findings in
      for exemption in draft.unmatchedExemptions {
        findings.report(
          "the exemption of \(quoted(exemption.selector.pattern)) from \(exemption.guardrail.rawValue) names nothing that is declared or stored",
          at: draft.manifest.span(of: exemption.origin, at: "for"), address: nil,
          hint: "look for a typing mistake, or take it out")
      }
    })

  private static func exemption(_ selector: String, until day: String) -> String {
    let mark = selector.hasPrefix("↓") ? "↓" : ""
    let pattern = selector.drop { $0 == "↓" }
    return
      "guardrails: { exemptions: [{ rule: protect, for: \(mark)\"\(pattern)\", reason: agreed, until: \(day) }] }"
  }
}

extension PlanDraft {
  /// What lets a resource past a guardrail today; none when nothing does.
  ///
  /// Like `protect`, a selector names exactly what it matches, not what lies below.
  func exemption(of address: Address, from guardrail: ExemptibleGuardrail) -> Exemption? {
    manifest.guardrails.exemptions.first {
      $0.guardrail == guardrail && now.day <= $0.until && $0.selector.matches(address)
    }
  }

  /// The same finding; as a warning that says why, where an exemption lets it through.
  func exempting(_ found: Diagnostic) -> Diagnostic {
    guard !manifest.guardrails.exemptions.isEmpty,
      let guardrail = ExemptibleGuardrail.allCases.first(where: { $0.code == found.code }),
      let address = found.address.flatMap(Address.init(parsing:)),
      let exemption = exemption(of: address, from: guardrail)
    else { return found }
    let place = manifest.span(of: exemption.origin, at: "reason")
    return Diagnostic(
      found.code, .warning, found.message, at: found.span, address: found.address,
      notes: found.notes + [
        Diagnostic.Note(
          "exempt until \(exemption.until): \(quoted(exemption.reason))", at: place)
      ])
  }

  /// The exemptions whose selectors match no resource, declared or stored.
  fileprivate var unmatchedExemptions: [Exemption] {
    var unmatched = manifest.guardrails.exemptions
    func look(at addresses: some Sequence<Address>) {
      for address in addresses {
        if unmatched.isEmpty { return }
        unmatched.removeAll { $0.selector.matches(address) }
      }
    }
    look(at: manifest.resources.lazy.map { manifest[$0].address })
    look(at: comparison.stored.lazy.filter { $0.status != .archived }.map(\.address))
    return unmatched
  }
}

extension Manifest {
  /// The place of a key's value in an exemption or a freeze window.
  func span(of origin: Origin, at key: String) -> SourceSpan {
    span(of: origin, at: FieldPath(key))
  }
}
