import AdsModel
import Diagnostics
import Planning

/// Who writes, from where, with what.
public struct Author: Hashable, Sendable {
  public var user: String
  public var host: String
  /// The CI run, where there is one.
  public var runURL: String?
  /// The commit that is checked out, when the project is in git.
  public var commit: String?
  public var toolVersion: String

  public init(
    user: String, host: String, runURL: String? = nil, commit: String? = nil, toolVersion: String
  ) {
    self.user = user
    self.host = host
    self.runURL = runURL
    self.commit = commit
    self.toolVersion = toolVersion
  }
}

/// What history keeps about an apply from its start.
public struct ApplyStart: Hashable, Sendable {
  public var author: Author
  /// An apply, or a `retire`, which has no plan that anybody reviewed.
  public var kind = ApplyRecord.Kind.apply
  public var planDigest: String
  /// Over the project's files.
  public var configurationDigest: String
  public var summary: PlanSummary
  public var overrides: [OverrideRecord]
  /// The newest id of each kind at the target before anything is created, where that has to be
  /// known for a recovery.
  public var marks: [ResourceKind: String] = [:]
  /// What was approved, for a later run that goes on with it.
  public var review: Review?

  public init(
    author: Author, planDigest: String, configurationDigest: String, summary: PlanSummary,
    overrides: [OverrideRecord] = []
  ) {
    self.author = author
    self.planDigest = planDigest
    self.configurationDigest = configurationDigest
    self.summary = summary
    self.overrides = overrides
  }
}

/// A guardrail that was let through; its code is a text, as a later version may have other codes.
public struct OverrideRecord: Hashable, Sendable {
  public let code: String
  public let reason: String

  public init(code: String, reason: String) {
    self.code = code
    self.reason = reason
  }

  public init(_ override: Override) {
    self.init(code: override.code.rawValue, reason: override.reason)
  }
}

/// How an apply ended.
public enum ApplyOutcome: Hashable, Sendable {
  case done
  /// Part-way, and why.
  case stopped(String)
}

/// One entry of the history.
public struct ApplyRecord: Hashable, Sendable {
  public enum Kind: String, Vocabulary {
    case apply
    case move = "state mv"
    case remove = "state rm"
    case pull
    case importing = "import"
    /// What an apply found on the account as declared already, before its first operation.
    case refresh
    /// Archiving of something that is nobody's.
    case retire
    case forget = "audience forget"
    /// Who comes to a list that something else fills, and who goes.
    case audienceAdd = "audience add"
    case audienceRemove = "audience remove"
    case audienceReplace = "audience replace"
    case audienceStream = "audience stream"
  }

  /// Counts from 1 in each state.
  public let number: Int64
  public let kind: Kind
  public let author: Author
  /// None for `state` commands.
  public let planDigest: String?
  public let configurationDigest: String?
  public let summary: PlanSummary
  public let overrides: [OverrideRecord]
  /// The state's serial after the entry's last write.
  public let serial: Int64
  public let startedAt: Instant
  public let endedAt: Instant?
  /// None while it runs, and for good when it was killed.
  public let outcome: ApplyOutcome?
  /// The number of the apply that it goes on with.
  public var continues: Int64?
  /// How many resources were given another address, without those that went along with one.
  public var moveCount = 0
}
