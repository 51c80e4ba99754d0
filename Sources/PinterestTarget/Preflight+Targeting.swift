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
    for audience in manifest.audiences where audiences.contains(audience.address.key) {
      if let found = try await check(audience, manifest) { diagnostics.append(found) }
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

  private func check(_ audience: Declared<Audience>, _ manifest: Manifest) async throws(APIError)
    -> Diagnostic?
  {
    guard let audienceID = audience.value.definition.externalID else { return nil }
    func finding(_ code: DiagnosticCode, _ message: String, hint: String) -> Diagnostic {
      Diagnostic(
        code, message, at: manifest.span(of: audience.origin, at: .id),
        address: audience.address.description, hint: hint)
    }
    let live: WireAudience
    do throws(APIError) {
      live = try await client.audience(audienceID, in: id)
    } catch {
      guard error.isNotFound else { throw error }
      return finding(
        .preflightAudienceMissing,
        "audience \(quoted(audienceID)) is not in ad account \(id)",
        hint: "copy the id from the audience's page in Ads Manager")
    }
    guard let status = live.status, status != "READY" else { return nil }
    return finding(
      .preflightAudienceNotReady,
      "audience \(quoted(audienceID)) is not ready to be targeted: Pinterest says \(status)",
      hint: status == "TOO_SMALL"
        ? "it needs at least 100 people with Pinterest accounts; take it out until then"
        : "wait until Pinterest has built it, which takes up to two days")
  }
}
