import AdsModel
import Diagnostics
import ManifestModel
import PinterestAPI
import Planning

/// What is found by asking the ad account before anything is written; all of it is read.
extension PinterestAccount {
  /// Whether the account is the declared one and may be written to.
  ///
  /// `isWriting` says that an apply asks: a missing role is an error then, and for a plan, which a
  /// token with fewer rights may make, a warning.
  func checkAccount(_ manifest: Manifest, isWriting: Bool) async throws(APIError)
    -> [Diagnostic]
  {
    var findings = AccountFindings(manifest)
    let account: WireAdAccount
    do throws(APIError) {
      account = try await client.adAccount(id)
    } catch {
      guard error.isNotFound else { throw error }
      findings.report(
        .preflightAccountMissing,
        "ad account \(quoted(id)) is not one that the token sees", at: "ad_account_id",
        hint: "`pinplan auth status` lists the accounts that it sees")
      return findings.diagnostics
    }
    if let country = account.country, country != manifest.account.country {
      findings.report(
        .preflightCountryDiffers,
        "country \(manifest.account.country) is not the ad account's, which is \(country)",
        at: "country", hint: "write `country: \(country)`, or name another ad account")
    }
    if let currency = account.currency, currency != manifest.account.currency.rawValue {
      findings.report(
        .preflightCurrencyDiffers,
        "currency \(manifest.account.currency.rawValue) is not what the ad account bills in, which is \(currency)",
        at: "currency",
        hint: "write `currency: \(currency)` and every amount in it, or name another ad account")
    }
    if let permissions = account.permissions, !permissions.contains(where: Self.writers.contains) {
      let role = permissions.isEmpty ? "no role" : permissions.joined(separator: ", ")
      findings.report(
        .preflightRoleMissing,
        "the token's user may not change campaigns of ad account \(id): it has \(role)",
        severity: isWriting ? .error : .warning, at: "ad_account_id",
        hint: "have the account's owner make it a campaign manager, or use another token for apply")
    }
    if try await client.termsOfService(id).hasAccepted == false {
      findings.report(
        .preflightTermsNotAccepted,
        "nobody has accepted the advertising terms for ad account \(id)", at: "ad_account_id",
        hint: "accept them in Ads Manager, then plan again")
    }
    return findings.diagnostics
  }

  /// Roles that may change audiences; source: `BusinessAccessRole`, Ads API v5 description, 5.23.0.
  static let audienceWriters: Set<String> = ["OWNER", "ADMIN", "AUDIENCE_MANAGER"]

  /// Roles that may change campaigns; source: `BusinessAccessRole`, Ads API v5 description, 5.23.0.
  private static let writers: Set<String> = ["OWNER", "ADMIN", "CAMPAIGN_MANAGER"]

  /// What a draft's changes need of the account: Pins, bid floors, what audiences are made from,
  /// audiences and interests that are targeted.
  func checkChanges(_ draft: PlanDraft, isWriting: Bool) async throws(APIError) -> [Diagnostic] {
    var diagnostics = try await checkPins(draft)
    diagnostics += try await checkBids(draft)
    diagnostics += try await checkAudiences(draft, isWriting: isWriting)
    diagnostics += try await checkTargeting(draft)
    return diagnostics
  }
}

extension APIError {
  /// Whether what was asked for is not there, or not for this user to see.
  var isNotFound: Bool {
    switch self {
    case .refused(let status, _, _, _): status == 404
    case .forbidden(_, let code, _, _): code == 29
    default: false
    }
  }
}

/// Collects what is wrong with the declared account, each at its line.
private struct AccountFindings {
  let manifest: Manifest
  var diagnostics: [Diagnostic] = []

  init(_ manifest: Manifest) { self.manifest = manifest }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, severity: Severity = .error, at field: String,
    hint: String
  ) {
    let span = manifest.accountOrigin.map { manifest.span(of: $0, at: FieldPath(field)) }
    diagnostics.append(Diagnostic(code, severity, message, at: span, hint: hint))
  }
}
