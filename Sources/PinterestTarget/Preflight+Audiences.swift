import AdsModel
import Diagnostics
import ManifestModel
import PinterestAPI
import Planning

extension PinterestAccount {
  /// Whether what new audiences are made from is there, and whether the user may write audiences.
  func checkAudiences(_ draft: PlanDraft, isWriting: Bool) async throws(APIError) -> [Diagnostic] {
    let manifest = draft.manifest
    let made = draft.changes(.create, .replace).compactMap { change, subject in
      change.finishesReplacement
        ? nil : subject?.index(of: .audience).map { manifest.audiences[$0] }
    }
    var checks = AudienceChecks(manifest)
    if draft.writesAudiences {
      let roles = try await client.adAccount(id).permissions
      checks.checkRole(roles, account: id, isWriting: isWriting)
    }
    let visitors = made.filter { $0.value.definition.visitors != nil }
    if !visitors.isEmpty { checks.check(visitors, try await client.conversionTags(in: id), id) }
    let engaged = made.filter { $0.value.definition.engaged != nil }
    try await checkDomains(engaged, &checks)
    try await checkSources(engaged, &checks)
    return checks.diagnostics
  }

  private func checkDomains(
    _ audiences: [Declared<Audience>], _ checks: inout AudienceChecks
  ) async throws(APIError) {
    let naming = audiences.filter { $0.value.definition.engaged?.domains.isEmpty == false }
    guard !naming.isEmpty else { return }
    let websites: [WireWebsite]
    do throws(APIError) {
      websites = try await client.websites()
    } catch {
      guard case .forbidden = error else { throw error }
      // The scope is not needed to make audiences, only to check their domains.
      for audience in naming {
        checks.report(
          .preflightDomainNotClaimed, severity: .warning,
          "the domains of \(audience.address) were not checked: \(error)", audience,
          .sourceDomains, hint: "give the token the scope user_accounts:read")
      }
      return
    }
    let claimed = Set(websites.filter { $0.status == "success" }.map { Self.bare($0.website) })
    let pending = Set(websites.map { Self.bare($0.website) }).subtracting(claimed)
    for audience in naming {
      for domain in audience.value.definition.engaged?.domains ?? [] {
        let bare = Self.bare(domain)
        guard !claimed.contains(bare) else { continue }
        checks.report(
          .preflightDomainNotClaimed,
          "domain \(quoted(domain)) is not claimed\(pending.contains(bare) ? " yet" : "")",
          audience,
          .sourceDomains, member: domain,
          hint: pending.contains(bare)
            ? "finish claiming it in the account's settings on Pinterest"
            : "claim it in the account's settings on Pinterest, or name a claimed one")
      }
    }
  }

  /// A site is claimed with and without `www.`, and is listed with or without a scheme.
  private static func bare(_ website: String) -> String {
    var text = website.lowercased()[...]
    if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
    text = text.prefix { $0 != "/" }
    if text.hasPrefix("www.") { text = text.dropFirst(4) }
    return String(text)
  }

  private func checkSources(
    _ audiences: [Declared<Audience>], _ checks: inout AudienceChecks
  ) async throws(APIError) {
    let manifest = checks.manifest
    let declared = manifest.refs(
      at: Set(
        audiences.flatMap { audience -> [Address] in
          let engaged = audience.value.definition.engaged
          return (engaged?.campaigns ?? []).map { Address(trusted: $0, kind: .campaign) }
            + (engaged?.ads ?? []).map { Address(trusted: $0, kind: .ad) }
        }))
    func ids(_ texts: [String], _ kind: ResourceKind) -> [String] {
      texts.filter {
        TargetingNames.isID($0) && declared[Address(trusted: $0, kind: kind)] == nil
      }
    }
    let campaigns = audiences.flatMap {
      ids($0.value.definition.engaged?.campaigns ?? [], .campaign)
    }
    let ads = audiences.flatMap { ids($0.value.definition.engaged?.ads ?? [], .ad) }
    let foundCampaigns = Set(
      try await client.campaigns(in: id, ListFilter(.ids(campaigns))).map(\.id))
    let foundAds = Set(try await client.ads(in: id, ListFilter(.ids(ads))).map(\.id))
    for audience in audiences {
      guard let engaged = audience.value.definition.engaged else { continue }
      for campaign in ids(engaged.campaigns, .campaign) where !foundCampaigns.contains(campaign) {
        checks.reportMissing("campaign", campaign, audience, .sourceCampaigns, id)
      }
      for ad in ids(engaged.ads, .ad) where !foundAds.contains(ad) {
        checks.reportMissing("ad", ad, audience, .sourceAds, id)
      }
      for pin in engaged.pins where try await !isThere(pin) {
        checks.reportMissing("Pin", pin, audience, .sourcePins, id)
      }
    }
  }

  /// Whether a Pin is one that its owner shows; without the scopes for Pins nobody can tell.
  private func isThere(_ pin: String) async throws(APIError) -> Bool {
    do throws(APIError) {
      _ = try await pins.pin(pin)
      return true
    } catch {
      if error.isMissingPin { return false }
      guard case .forbidden = error else { throw error }
      return true
    }
  }
}

/// Collects what is wrong with what audiences are made from, each at its line.
private struct AudienceChecks {
  let manifest: Manifest
  private(set) var diagnostics: [Diagnostic] = []

  init(_ manifest: Manifest) { self.manifest = manifest }

  mutating func report(
    _ code: DiagnosticCode, severity: Severity = .error, _ message: String,
    _ audience: Declared<Audience>, _ path: FieldPath, member: String? = nil, hint: String
  ) {
    let span =
      member.map { manifest.span(of: audience.origin, at: path, member: $0) }
      ?? manifest.span(of: audience.origin, at: path)
    diagnostics.append(
      Diagnostic(
        code, severity, message, at: span, address: audience.address.description, hint: hint))
  }

  mutating func reportMissing(
    _ what: String, _ source: String, _ audience: Declared<Audience>, _ path: FieldPath,
    _ account: String
  ) {
    report(
      .preflightSourceMissing,
      what == "Pin"
        ? "Pin \(quoted(source)) does not exist, or its owner keeps it secret"
        : "\(what) \(quoted(source)) is not in ad account \(account)", audience, path,
      member: source,
      hint: what == "Pin"
        ? "copy the id from the Pin's address"
        : "name a declared \(what) by its key, or copy the id from Ads Manager")
  }

  mutating func checkRole(_ roles: [String]?, account: String, isWriting: Bool) {
    guard let roles, roles.allSatisfy({ !PinterestAccount.audienceWriters.contains($0) }) else {
      return
    }
    let role = roles.isEmpty ? "no role" : roles.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .preflightRoleMissing, isWriting ? .error : .warning,
        "the token's user may not change audiences of ad account \(account): it has \(role)",
        at: manifest.accountOrigin.map { manifest.span(of: $0, at: FieldPath("ad_account_id")) },
        hint: "have the account's owner make it an audience manager, or use another token for apply"
      ))
  }

  mutating func check(
    _ audiences: [Declared<Audience>], _ tags: [WireConversionTag], _ account: String
  ) {
    for audience in audiences {
      guard let id = audience.value.definition.visitors?.tag else { continue }
      guard let tag = tags.first(where: { $0.id == id }) else {
        report(
          .preflightTagMissing, "tag \(quoted(id)) is not in ad account \(account)", audience, .tag,
          hint: "copy the id from the page of Pinterest tags in Ads Manager")
        continue
      }
      if let status = tag.status, status != "ACTIVE" {
        report(
          .preflightTagMissing,
          "tag \(quoted(id)) is not active: Pinterest says \(status)", audience, .tag,
          hint: "switch it on in Ads Manager, or name an active one")
      } else if tag.lastFiredTime == nil {
        report(
          .preflightTagNeverFired, severity: .warning,
          "tag \(quoted(id)) has never fired, so \(audience.address) stays empty", audience, .tag,
          hint: "put the tag on the site, and see in Ads Manager that it reports visits")
      }
    }
  }
}

extension PlanDraft {
  /// Whether an audience is made, changed or removed on the account.
  fileprivate var writesAudiences: Bool {
    let types = Dictionary(
      comparison.stored.lazy.filter { $0.address.kind == .audience }.map {
        ($0.address, Fields(json: $0.attributes)?[.type])
      }
    ) { first, _ in first }
    return plan.changes.indices.contains { index in
      let change = plan.changes[index]
      guard change.address.kind == .audience else { return false }
      let declared = subjects[index].map { manifest.audiences[$0.index].value.type }
      let stored = types[change.address]??.text.flatMap(AudienceType.init(rawValue:))
      let isOwn = { (type: AudienceType?) in type != nil && type != .external }
      switch change.action {
      case .archive: return isOwn(stored)
      case .create: return isOwn(declared)
      case .replace: return isOwn(declared) || isOwn(stored)
      case .update:
        return isOwn(declared) && change.fields.contains { $0.path != .preventArchive }
      }
    }
  }
}
