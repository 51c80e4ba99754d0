import AdsModel
import Diagnostics
import ManifestModel
import Planning

extension Rule {
  static let guardrailNaming = Rule(
    .guardrailNaming, "A name that a plan creates or changes fits one of its kind's patterns.",
    source: "pinplan: a team's own limit on its plans; names that stay are not looked at",
    rejects: .shop(
      root: ["guardrails: { naming: { campaign: \"UK *\" } }"], campaign: ["name: ↓Spring sale"]),
    accepts: .shop(
      root: ["guardrails: { naming: { campaign: \"UK *\" } }"], campaign: ["name: UK Spring sale"]),
    check: .plan { draft, findings in
      let naming = draft.manifest.guardrails.naming
      guard !naming.isEmpty else { return }
      for (change, subject) in draft.changes(.create, .update, .replace) {
        guard let patterns = naming[change.address.kind], !patterns.isEmpty, change.givesName
        else { continue }
        let name = change[.name]?.after?.text
        if let name, patterns.contains(where: { $0.matches(name) }) { continue }
        let setting = "naming.\(change.address.kind.rawValue)"
        findings.report(
          name.map {
            "\(change.address) would be called \(quoted($0)), which does not fit \(setting)"
          }
            ?? "\(change.address) would have no name, and \(setting) asks for one",
          at: draft.origin(of: subject).map { draft.manifest.span(of: $0, at: .name) },
          address: change.address,
          hint:
            "choose a name that fits \(listed(patterns)), or let it through with `--override guardrail.naming --reason TEXT`",
          notes: [
            Diagnostic.Note("the pattern", at: draft.guardrailSpan(setting))
          ])
      }
    })

  private static func listed(_ patterns: [NamePattern]) -> String {
    let first = patterns.prefix(3).map { quoted($0.description) }.joined(separator: " or ")
    return patterns.count > 3 ? first + " or one of \(patterns.count - 3) more" : first
  }
}

extension Change {
  /// Whether the resource is new or gets another name.
  fileprivate var givesName: Bool {
    !finishesReplacement && (action != .update || self[.name] != nil)
  }
}
