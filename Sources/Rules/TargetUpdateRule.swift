import AdsModel
import Diagnostics
import ManifestModel
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
      let decimals = draft.manifest.account.currency.decimals
      for (change, subject) in draft.changes(.update) {
        for field in change.fields where field.isUncarried(of: change.address.kind) {
          let (before, after) = (field.before?.text.map(quoted), field.after?.text.map(quoted))
          findings.report(
            "target pinterest cannot change \(field.path) of \(change.address) from \(before ?? field.before.described(decimals: decimals)) to \(after ?? field.after.described(decimals: decimals))",
            at: draft.origin(of: subject).map { draft.manifest.span(of: $0, at: field.path) },
            address: change.address, hint: change.wayOut)
        }
      }
    })
}

extension FieldChange {
  /// Whether the API has no way to make the change, and no other rule says so.
  fileprivate func isUncarried(of kind: ResourceKind) -> Bool {
    switch kind {
    case .keyword: path != .type && !Catalogue.canUpdate(path, of: kind)
    // What others are made from is told of by a rule of its own.
    case .audience: path == .id
    // The type of a budget stays, also one that no project has a word for.
    case .adGroup: (path == .dailyBudget || path == .lifetimeBudget) && before?.text != nil
    case .campaign, .ad: false
    }
  }
}

extension Change {
  fileprivate var wayOut: String {
    switch address.kind {
    case .audience:
      "declare the other audience under a key of its own, and name that in `targeting`"
    case .adGroup:
      "name it with --replace \(address) to create a new one and archive the old"
    case .campaign, .ad, .keyword:
      "forget it with `pinplan state rm \(shellWord("\(address)"))`: the next apply creates the declared one"
    }
  }
}
