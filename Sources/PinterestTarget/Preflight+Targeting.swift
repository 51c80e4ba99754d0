import AdsModel
import Diagnostics
import ManifestModel
import PinterestAPI
import Planning

extension PinterestAccount {
  /// Whether the audiences and interests that changed ad groups name exist and are ready.
  func checkTargeting(_ draft: PlanDraft) async throws(APIError) -> [Diagnostic] {
    let manifest = draft.manifest
    var audiences: Set<String> = []
    var diagnostics: [Diagnostic] = []
    for (change, subject) in draft.changes(.create, .replace, .update) {
      guard let index = subject?.index(of: .adGroup) else { continue }
      let targeting = manifest.adGroups[index].value.targeting
      let isNew = change.action != .update
      if isNew || change[.includedAudiences] != nil {
        audiences.formUnion(targeting.includedAudiences)
      }
      if isNew || change[.excludedAudiences] != nil {
        audiences.formUnion(targeting.excludedAudiences)
      }
      if isNew || change[.interests] != nil {
        diagnostics += try await checkInterests(of: manifest.adGroups[index], manifest)
      }
    }
    let stored = draft.ownAudienceIDs
    for audience in manifest.audiences where audiences.contains(audience.address.key) {
      guard let id = audience.value.definition.externalID ?? stored[audience.address] else {
        continue
      }
      if let found = try await check(audience, id, manifest) { diagnostics.append(found) }
    }
    return diagnostics
  }

  private func checkInterests(of adGroup: Declared<AdGroup>, _ manifest: Manifest)
    async throws(APIError) -> [Diagnostic]
  {
    let words = adGroup.value.targeting.interests.filter { !TargetingNames.isID($0) }
    guard !words.isEmpty else { return [] }
    let known = try await interests.ids()
    return words.filter { known[TargetingNames.word(for: $0)] == nil }.map { word in
      let near = Suggestion.nearest(to: word, among: known.keys.sorted())
      return Diagnostic(
        .preflightInterestUnknown, "interest \(quoted(word)) is not one of Pinterest's",
        at: manifest.span(of: adGroup.origin, at: .interests, member: word),
        address: adGroup.address.description,
        hint: near.map { "did you mean `\($0)`?" }
          ?? "write the name of an interest as Ads Manager shows it, or its id")
    }
  }

  private func check(
    _ audience: Declared<Audience>, _ audienceID: String, _ manifest: Manifest
  ) async throws(APIError) -> Diagnostic? {
    let path: FieldPath = audience.value.type == .external ? .id : .type
    func finding(
      _ code: DiagnosticCode, severity: Severity = .error, _ message: String, hint: String
    ) -> Diagnostic {
      Diagnostic(
        code, severity, message, at: manifest.span(of: audience.origin, at: path),
        address: audience.address.description, hint: hint)
    }
    let live: WireAudience
    do throws(APIError) {
      live = try await client.audience(audienceID, in: id)
    } catch {
      guard error.isNotFound else { throw error }
      // What became of one that pinplan made is a matter of drift.
      guard audience.value.type == .external else { return nil }
      return finding(
        .preflightAudienceMissing,
        "audience \(quoted(audienceID)) is not in ad account \(id)",
        hint: "copy the id from the audience's page in Ads Manager")
    }
    guard let status = live.status, status != AudienceReadiness.ready.rawValue else { return nil }
    let isTooSmall = status == AudienceReadiness.tooSmall.rawValue
    return finding(
      .preflightAudienceNotReady, severity: isTooSmall ? .error : .warning,
      "audience \(quoted(audienceID)) is not ready to be targeted: Pinterest says \(status)",
      hint: isTooSmall
        ? "it needs at least \(Limits.smallestAudience) people with Pinterest accounts; take it out until then"
        : "wait until Pinterest has built it, which takes up to two days")
  }
}

extension PlanDraft {
  /// The ids of the audiences that pinplan made and that the plan leaves as they are.
  fileprivate var ownAudienceIDs: [Address: String] {
    let made = Set(changes(.create, .replace).lazy.map(\.change.address))
    let stored = comparison.stored.filter {
      $0.address.kind == .audience && $0.status != .archived && !made.contains($0.address)
    }
    return Dictionary(stored.map { ($0.address, $0.id) }) { first, _ in first }
  }
}
