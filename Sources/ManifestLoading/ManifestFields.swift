import AdsModel
import ManifestModel

/// The keys that one mapping of the format takes beside resources, whose keys the catalogue has.
///
/// The reader and the JSON Schema both go by them.
protocol ManifestField: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// What a diagnostic calls the mapping: `a campaign`.
  static var mapping: String { get }
}

enum RootField: String, ManifestField {
  case version, account, target, drift, state, include
  case exchangeRates = "exchange_rates"
  case minimumBids = "minimum_bids"
  case guardrails, campaigns, audiences, moved
  static let mapping = "pinplan.yaml"

  /// Whether files other than `pinplan.yaml` may hold it.
  var isForEveryFile: Bool { self == .campaigns || self == .audiences || self == .moved }
}

enum AccountField: String, ManifestField {
  case name, country, currency
  case adAccountID = "ad_account_id"
  static let mapping = "the account"
}

enum StateField: String, ManifestField {
  case backend, branch, workspace, address
  case lockAddress = "lock_address"
  case lockMethod = "lock_method"
  case unlockMethod = "unlock_method"
  static let mapping = "state"

  /// The backends that take it.
  var backends: [StateBackendKind] {
    switch self {
    case .backend: StateBackendKind.allCases
    case .branch: [.git]
    case .workspace: [.git, .postgres]
    case .address, .lockAddress, .lockMethod, .unlockMethod: [.http]
    }
  }
}

enum GuardrailField: String, ManifestField {
  case maxDailySpend = "max_daily_spend"
  case maxBidChange = "max_bid_change"
  case maxBudgetChange = "max_budget_change"
  case maxArchiveShare = "max_archive_share"
  case maxListRemoval = "max_list_removal"
  case protect, exemptions, freeze, naming
  static let mapping = "guardrails"
}

enum ExemptionField: String, ManifestField {
  case rule
  case selector = "for"
  case reason, until
  static let mapping = "an exemption"
}

enum FreezeField: String, ManifestField {
  case from, to, reason
  static let mapping = "a freeze window"
}

/// The kinds whose names people choose; a keyword's text is what it is.
enum NamingField: String, ManifestField {
  case campaign
  case adGroup = "ad_group"
  case ad, audience
  static let mapping = "guardrails.naming"

  var kind: ResourceKind {
    switch self {
    case .campaign: .campaign
    case .adGroup: .adGroup
    case .ad: .ad
    case .audience: .audience
    }
  }
}

enum LifecycleField: String, ManifestField {
  case preventArchive = "prevent_archive"
  case ignoreChanges = "ignore_changes"
  static let mapping = "lifecycle"
}

enum MoveField: String, ManifestField {
  case from, to
  static let mapping = "a moved entry"
}
