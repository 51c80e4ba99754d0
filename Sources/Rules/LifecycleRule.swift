import AdsModel
import Diagnostics
import ManifestModel

extension Rule {
  static let lifecycleStatusIgnored = Rule(
    .lifecycleStatusIgnored, "What is declared archived does not ignore its status.",
    source: "pinplan: archiving is permanent, so what leaves the status alone is not archived",
    rejects: .shop(campaign: ["status: archived", "lifecycle: { ignore_changes: [↓status] }"]),
    accepts: .shop(campaign: ["status: archived", "lifecycle: { ignore_changes: [name] }"]),
    check: .project { manifest, findings in
      for ref in manifest.resources where manifest.status(of: ref) == .archived {
        findings.reportIgnoredStatus(manifest[ref], manifest)
      }
    })
}

extension Findings {
  fileprivate mutating func reportIgnoredStatus(_ declared: Declaration, _ manifest: Manifest) {
    guard declared.ignoredChanges.contains(.status) else { return }
    report(
      "\(declared.address) is declared archived and leaves its status alone, which contradict each other",
      at: manifest.span(
        of: declared.origin, at: FieldPath("lifecycle.ignore_changes"), member: "status"),
      address: declared.address,
      hint: "take `status` out of `ignore_changes` to archive it, or take out `status: archived`")
  }
}
