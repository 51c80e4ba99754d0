import AdsModel
import Diagnostics
import ManifestModel
import Planning

extension Rule {
  static let audienceRuleImmutable = Rule(
    .audienceRuleImmutable, "On target pinterest an audience keeps what it is made from.",
    source: "Pinterest Ads API v5: which edits of a rule are honoured is told nowhere",
    rejects: .none("another `retention_days` of a visitor audience that target pinterest holds"),
    accepts: .audience(
      "type: visitor, tag: \"1\", retention_days: 60",
      after: .audience("type: visitor, tag: \"1\", retention_days: 30")),
    check: .plan { draft, findings in
      guard draft.manifest.target == .pinterest else { return }
      let decimals = draft.manifest.account.currency.decimals
      for (change, subject) in draft.changes(.update) where change.address.kind == .audience {
        guard let origin = draft.origin(of: subject) else { continue }
        for field in change.fields where Catalogue.isRule(field.path) {
          findings.report(
            "target pinterest cannot change \(field.path) of \(change.address) from \(field.before.described(decimals: decimals)) to \(field.after.described(decimals: decimals))",
            at: draft.manifest.span(of: origin, at: field.path), address: change.address,
            hint:
              "keep it, or name it with --replace \(change.address): a new audience is made, ad groups move to it, and the old one is removed"
          )
        }
      }
    })
}
