import AdsModel
import Diagnostics

/// Something about an account that nobody did wrong just now and that somebody has to know.
///
/// `auth status`, `audience status` and `apply` tell them, and a webhook hears of them. Each is made by
/// one of the functions below, so a code has one meaning and one wording. None has anything of a person.
public struct Notice: Hashable, Sendable {
  public let code: DiagnosticCode
  public let severity: Severity
  /// What there is and what helps; it can be read without the address.
  public let message: String
  /// The resource it concerns; none for what concerns the account.
  public let address: Address?

  private init(
    _ code: DiagnosticCode, severity: Severity = .warning, _ message: String,
    _ address: Address? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.address = address
  }
}

extension Notice {
  /// Every code that a notice may have.
  public static let codes: [DiagnosticCode] = [
    .noticeTokenExpires, .noticeListTooSmall, .noticeListRejected, .noticeTagNeverFired,
    .noticeAudiencePending,
  ]

  /// A token that ends soon, or has ended when `days` is negative.
  public static func tokenExpires(
    _ host: String, inDays days: Int, canRefresh: Bool
  ) -> Self {
    let left =
      switch days {
      case ..<0: "has expired"
      case 0: "expires in less than a day"
      case 1: "expires in 1 day"
      default: "expires in \(days) days"
      }
    return Self(
      .noticeTokenExpires, severity: days < 0 ? .error : .warning,
      "the token for \(host) \(left); run `pinplan auth \(canRefresh ? "refresh" : "login")`")
  }

  /// An audience that has too few people to be targeted; `size` is none where nobody tells.
  public static func listTooSmall(
    _ address: Address, _ type: AudienceType, size: Int64?
  ) -> Self {
    let least = Limits.smallestAudience
    let there =
      switch size {
      case nil: "fewer than the \(least) people"
      case 1?: "1 person, fewer than the \(least)"
      case let size?: "\(size) people, fewer than the \(least)"
      }
    return Self(
      .noticeListTooSmall,
      "\(address) has \(there) with Pinterest accounts that it takes to be targeted; \(type.growth)",
      address)
  }

  /// A customer list of which Pinterest did not take some records; `codes` are Pinterest's reasons.
  ///
  /// Its words are left out: they may quote a record.
  public static func listRejected(_ address: Address, records: Int64, codes: [Int64]) -> Self {
    let which = "\(records) record\(records == 1 ? "" : "s")"
    let listed = codes.map(String.init).joined(separator: ", ")
    let why = codes.isEmpty ? "" : " (error\(codes.count == 1 ? "" : "s") \(listed))"
    return Self(
      .noticeListRejected, severity: .error,
      "Pinterest rejected \(which) of the list of \(address)\(why); check the file with "
        + "`pinplan audience check`, and apply again", address)
  }

  /// An audience whose tag has never reported anybody.
  public static func tagNeverFired(_ address: Address, tag: String) -> Self {
    Self(
      .noticeTagNeverFired,
      "tag \(quoted(tag)) has never fired, so \(address) stays empty; put the tag on the site, and "
        + "see in Ads Manager that it reports visits", address)
  }

  /// An audience that is being built; `wait` is what it takes, `end` when that is over.
  public static func audiencePending(
    _ address: Address, wait: AudienceWait?, until end: Instant?, now: Instant
  ) -> Self {
    let time = wait.map { ", which takes \($0)" } ?? ""
    let rest =
      switch end {
      case let end? where end <= now:
        "; it should have been there at \(end), so look at it in Ads Manager"
      case let end?: "; it is there by \(end) at the latest"
      case nil: ""
      }
    return Self(
      .noticeAudiencePending, "Pinterest is still building \(address)\(time)\(rest)", address)
  }
}

extension AudienceType {
  /// What gives an audience of the type more people.
  fileprivate var growth: String {
    switch self {
    case .visitor:
      "keep people longer with `retention_days`, or ask less of them in `urls` and `filters`"
    case .customerList: "put more people on its list"
    case .engagement: "keep people longer with `retention_days`, or name more in `source`"
    case .actalike: "raise its `percentage`, or give its seed more people"
    case .external: "whoever made it has to give it more people"
    }
  }
}
