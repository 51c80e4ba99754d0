import AdsModel
import Diagnostics

/// How many resources a plan creates, updates, replaces, archives and leaves alone.
public struct PlanSummary: Hashable, Sendable {
  public var create = 0
  public var update = 0
  public var replace = 0
  public var archive = 0
  public var unchanged = 0

  public init() {}

  public mutating func count(_ action: Action) {
    switch action {
    case .create: create += 1
    case .update: update += 1
    case .replace: replace += 1
    case .archive: archive += 1
    }
  }

  public var changes: Int { create + update + replace + archive }
}

/// The most that an account can spend, by the contract's worst case.
public struct Spend: Hashable, Sendable {
  /// A day, over daily budgets of what is active and not ended.
  public var daily = Money.zero
  /// Over lifetime budgets of what is active and not ended.
  public var lifetime = Money.zero
  /// In the 30 UTC days that begin with the next one.
  public var next30DaysMax = Money.zero

  public init() {}
}

/// A guardrail that somebody let through, and why.
public struct Override: Hashable, Sendable {
  public let code: DiagnosticCode
  public let reason: String

  public init(code: DiagnosticCode, reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// A file that the plan was made from.
public struct ConfigurationFile: Hashable, Sendable {
  /// Relative to the project folder.
  public let file: String
  /// Of its bytes, in hexadecimal.
  public let sha256: String

  public init(file: String, sha256: String) {
    self.file = file
    self.sha256 = sha256
  }
}

/// Everything that an apply would do, and what it was made from.
///
/// The value that is shown, saved, reviewed and applied; equal inputs give equal plans.
public struct Plan: Sendable {
  /// A stored resource that the plan counts on without changing it.
  public struct Reliance: Hashable, Sendable {
    public let address: Address
    public let version: Int64

    public init(address: Address, version: Int64) {
      self.address = address
      self.version = version
    }
  }

  public var account: Account
  public var target: TargetKind
  /// None before the first apply.
  public var lineage: String?
  /// Zero before the first apply.
  public var serial: Int64
  /// The project's files in path order.
  public var configuration: [ConfigurationFile]
  /// In the order in which they are carried out.
  public var changes: [Change]
  public var moves: [Move]
  /// The `moved` entries that remain written down and are carried out when this plan is.
  public var appliedMoves: [Move]
  public var reliances: [Reliance]
  /// What the account holds as declared already, and the state does not know yet.
  public var refreshes: [Refresh]
  public var summary: PlanSummary
  public var spendBefore: Spend
  public var spendAfter: Spend
  /// By day and ad group; worked out only for documents and reports.
  public var forecast: Forecast?
  /// What was spent lately, where somebody asked for it; no digest counts it.
  public var performance: RecentPerformance?
  /// The latest apply that did just the same here, before it was undone; none when none did.
  public var repeats: Int64?
  /// Until when the plan holds, where it counts on "the next UTC day".
  public var expiresAt: Instant?
  public var notes: [String]
  public var overrides: [Override]
  /// Warnings, and the guardrails that refuse it.
  public var diagnostics: [Diagnostic]

  public init(account: Account, target: TargetKind) {
    self.account = account
    self.target = target
    serial = 0
    configuration = []
    changes = []
    moves = []
    appliedMoves = []
    reliances = []
    refreshes = []
    summary = PlanSummary()
    spendBefore = Spend()
    spendAfter = Spend()
    notes = []
    overrides = []
    diagnostics = []
  }

  /// Whether applying it would do nothing at all to the account.
  public var isEmpty: Bool { changes.isEmpty && moves.isEmpty }

  public var isRefused: Bool { diagnostics.contains { $0.severity == .error } }
}
