import AdsModel
import Diagnostics
import ManifestModel
import Planning

extension Rule {
  static let audienceInUse = Rule(
    .audienceInUse, "An audience is archived when no ad group targets it any more.",
    source: "pinplan: an ad group must never lose whom it is shown to",
    rejects: .shop(
      adGroup: [
        "targeting: { locations: [GB] }", "lifecycle: { ignore_changes: ↓[targeting] }",
      ], after: targeted),
    accepts: .shop(adGroup: ["targeting: { locations: [GB] }"], after: targeted),
    check: .plan { draft, findings in
      let gone = Set(
        draft.changes(.archive).map(\.change.address).filter { $0.kind == .audience })
      guard !gone.isEmpty else { return }
      let users = draft.adGroups(keeping: gone)
      for audience in gone.sorted() {
        guard let using = users[audience], let first = using.first else { continue }
        let names = using.prefix(3).map { draft.manifest[$0].address.description }
        let more = using.count > 3 ? " and \(using.count - 3) more" : ""
        let origin = draft.manifest[first].origin
        findings.report(
          "\(audience) would be archived, and \(names.joined(separator: ", "))\(more) would still target it",
          at: draft.manifest.span(of: origin, at: FieldPath("lifecycle.ignore_changes")),
          address: audience,
          hint: "declare the audience again, or take `targeting` out of `lifecycle.ignore_changes`")
      }
    })

  private static let targeted = Example.shop(
    root: ["audiences: { buyers: { type: external, id: \"1\" } }"],
    adGroup: ["targeting: { locations: [GB], audiences: { exclude: [buyers] } }"])
}

extension PlanDraft {
  /// The ad groups that stay as they are with some audiences, by those.
  fileprivate func adGroups(keeping audiences: Set<Address>) -> [Address: [ResourceRef]] {
    var users: [Address: [ResourceRef]] = [:]
    let replaced = Set(changes(.replace).compactMap(\.subject))
    for ref in manifest.resources.all(of: .adGroup) where !replaced.contains(ref) {
      guard let position = comparison[ref].stored,
        let fields = Fields(json: comparison.stored[position].attributes)
      else { continue }
      var changed: [FieldChange] = []
      if case .changed(_, let changes, _) = comparison[ref] { changed = changes }
      for (path, kind) in Catalogue.references(of: .adGroup) {
        let value = changed[path].map(\.after) ?? fields[path]
        for key in value?.list ?? [] {
          let audience = Address(trusted: key, kind: kind)
          guard audiences.contains(audience), users[audience]?.last != ref else { continue }
          users[audience, default: []].append(ref)
        }
      }
    }
    return users
  }
}
