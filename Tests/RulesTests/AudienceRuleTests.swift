import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import Planning
import Rules
import Testing

/// What no example in files can show of the rules about audiences.
struct AudienceRuleTests {
  private static func manifest(_ audience: String) -> Manifest {
    let project = Project.load(
      .memory([
        "pinplan.yaml": """
        version: 1
        target: pinterest
        account: { name: n, country: GB, ad_account_id: "549755885175" }
        audiences:
          people: { \(audience) }

        """
      ]))
    #expect(project.diagnostics == [])
    return project.manifest
  }

  /// What is said of a change of an audience that target `pinterest` holds.
  private static func words(_ before: String, _ after: String) -> [String] {
    let now = Instant(secondsSince1970: 1_795_341_600)
    let old = manifest(before)
    let state = StoredState(lineage: "test", account: old.account, target: .pinterest).applying(
      PlanDraft(manifest: old, state: nil, options: PlanOptions(), now: now).plan)
    let draft = PlanDraft(
      manifest: manifest(after), state: state, options: PlanOptions(), now: now)
    return Rule.judge(draft).map { found in
      "\(found.span?.start.column ?? 0) \(found.code.rawValue): \(found.message) | \(found.hint ?? "")"
    }
  }

  @Test func `what an audience is made from stays on target pinterest`() {
    let way =
      "keep it, or name it with --replace audience/people: a new audience is made, ad groups move to it, and the old one is removed"
    #expect(
      Self.words(
        "type: visitor, tag: \"1\"", "type: visitor, tag: \"2\", retention_days: 30, name: Others")
        == [
          "33 audience.rule_immutable: target pinterest cannot change tag of audience/people from \"1\" to \"2\" | \(way)",
          "54 audience.rule_immutable: target pinterest cannot change retention_days of audience/people from 180 to 30 | \(way)",
        ])
  }

  private static let list =
    "type: customer_list, identifiers: email, terms_accepted: true, opt_outs_removed: true, source: "

  @Test func `what the project says of an audience, and of a list, may change`() {
    #expect(
      Self.words(
        Self.list + "a.csv", Self.list + "b.csv, suppress: c.csv, sync: replace, description: D")
        == [])
    #expect(Self.words("type: external, id: \"1\"", "type: external, id: \"1\", name: N") == [])
  }

  @Test func `the id of an audience made elsewhere and the type are told of once`() {
    #expect(
      Self.words("type: external, id: \"1\"", "type: external, id: \"2\"").map {
        String($0.split(separator: " ")[1])
      } == ["target.update:"])
    #expect(
      Self.words("type: visitor, tag: \"1\"", "type: external, id: \"2\"").map {
        String($0.split(separator: " ")[1])
      }.contains("audience.type_immutable:"))
  }
}
