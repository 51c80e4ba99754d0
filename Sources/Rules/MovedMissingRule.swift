import AdsModel
import Diagnostics
import ManifestModel
import Planning

extension Rule {
  static let movedMissing = Rule(
    .movedMissing, .warning,
    "What is archived under one key and created under another is not the same thing.",
    source: "pinplan: a changed key is another resource, and archiving is for good",
    rejects: renamed(["guardrails: { max_archive_share: 100% }"], "↓autumn-sale"),
    accepts: renamed(
      [
        "guardrails: { max_archive_share: 100% }",
        "moved: [{ from: campaign/summer-sale, to: campaign/autumn-sale }]",
      ], "autumn-sale"),
    check: .plan { draft, findings in
      let archived = Dictionary(
        grouping: draft.changes(.archive).lazy.filter { $0.change.reason == .removed }
          .map(\.change.address).filter { $0.kind.isRenamed }, by: \.siblings)
      guard !archived.isEmpty else { return }
      let stored = draft.comparison.stored.byAddress
      for (change, subject) in draft.changes(.create) where change.address.kind.isRenamed {
        let alike = archived[change.address.siblings, default: []].filter { address in
          guard let old = stored[address].flatMap({ Fields(json: $0.attributes) }) else {
            return false
          }
          return change.isLike(old, key: address.key)
        }
        guard alike.count == 1, let origin = draft.origin(of: subject) else { continue }
        findings.report(
          "\(change.address) is created and \(alike[0]), which is just like it, is archived for good",
          at: draft.manifest.span(of: origin), address: change.address,
          hint:
            "if it is the same one, write `moved: [{ from: \(alike[0]), to: \(change.address) }]`: nothing is touched then"
        )
      }
    })

  private static func renamed(_ root: [String], _ key: String) -> Example {
    let campaign = "\n    name: Summer sale\n    objective: awareness\n"
    return .shop(
      root: root, campaigns: "  \(key):" + campaign,
      after: .shop(campaigns: "  summer-sale:" + campaign))
  }
}

extension ResourceKind {
  /// Whether its key can change without anything else: a keyword's is what it is.
  fileprivate var isRenamed: Bool { self == .campaign || self == .adGroup || self == .ad }
}

extension Address {
  /// What it has in common with what it could be renamed to.
  fileprivate var siblings: [String] { [kind.rawValue, parent?.path ?? ""] }
}

extension Change {
  /// Whether what is created has a stored one's name, or all of its values but a name that was the
  /// key.
  fileprivate func isLike(_ old: Fields, key: String) -> Bool {
    let isNamed = !defaulted.contains(.name)
    if isNamed, let name = self[.name]?.after, name == old[.name] { return true }
    guard isNamed || old[.name] == nil || old[.name] == .text(key), address.kind != .campaign
    else { return false }
    let ignored: Set<FieldPath> = [.name, .status]
    let new = fields.filter { !ignored.contains($0.path) }
    return new.count == old.all.count { !ignored.contains($0.path) }
      && new.allSatisfy { FieldValue.same($0.after, old[$0.path], at: $0.path) }
  }
}
