import AdsModel
import Diagnostics
import ManifestLoading
import Planning

extension Rule {
  static let targetUpdate = Rule(
    .targetUpdate, "Target pinterest can make the update.", source: PinterestCapabilities.source,
    rejects: .pinterest(
      root: [#"audiences: { visitors: { type: external, id: ↓"2542620905476" } }"#],
      after: .pinterest(
        root: [#"audiences: { visitors: { type: external, id: "2542620905475" } }"#])),
    accepts: .pinterest(
      root: [#"audiences: { visitors: { type: external, id: "2542620905475", name: Visitors } }"#],
      after: .pinterest(
        root: [#"audiences: { visitors: { type: external, id: "2542620905475" } }"#])),
    check: .plan { draft, findings in
      guard draft.manifest.target == .pinterest else { return }
      for (change, subject) in draft.changes(.update)
      where change.address.kind == .keyword || change.address.kind == .audience {
        for field in change.fields
        where field.path != .type
          && !PinterestCapabilities.canUpdate(field.path, of: change.address.kind)
        {
          findings.report(
            "target pinterest cannot change \(field.path) of \(change.address) from \(quoted(field.before?.text ?? "")) to \(quoted(field.after?.text ?? ""))",
            at: draft.origin(of: subject).map { draft.manifest.span(of: $0, at: field.path) },
            address: change.address,
            hint: change.address.kind == .audience
              ? "declare the other audience under a key of its own, and name that in `targeting`"
              : "forget it with `pinplan state rm \(shellWord("\(change.address)"))`: the next apply creates the declared one"
          )
        }
      }
    })
}
