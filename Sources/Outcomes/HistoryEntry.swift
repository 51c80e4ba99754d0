import AdsModel
import Planning

/// One write to the state, as the history remembers it.
public struct HistoryEntry: Sendable {
  /// What made the write.
  public enum Kind: String, Vocabulary {
    case apply
    case stateMove = "state_mv"
    case stateRemove = "state_rm"
    case pull
    case importing = "import"
    /// What an apply only recorded before its first operation.
    case refresh
    /// Archiving of something that is nobody's.
    case retire
    case audienceForget = "audience_forget"
    case audienceAdd = "audience_add"
    case audienceRemove = "audience_remove"
    case audienceReplace = "audience_replace"
    /// One batch of a stream.
    case audienceStream = "audience_stream"
  }

  public enum Outcome: String, Vocabulary {
    case running, done, failed
    /// Killed part-way; the next run settles it.
    case interrupted
  }

  /// Position in the history, from 1.
  public var number: Int64
  public var kind: Kind
  public var outcome: Outcome
  /// The state's serial afterwards.
  public var serial: Int64
  public var at: Instant
  /// Who: a user on a machine, or what CI says of itself.
  public var actor: String
  public var host: String?
  /// The git commit that was applied.
  public var commit: String?
  public var ciURL: String?
  /// The applied plan's; none for what had no plan.
  public var digest: String?
  public var summary: PlanSummary
  /// How many resources got another address, without those that went along with one.
  public var moveCount = 0
  /// The number of the apply that it went on with.
  public var continues: Int64?
  public var overrides: [Override]
  /// What was done to each resource; none where only the entry was asked for.
  public var operations: [HistoryOperation]?

  public init(
    number: Int64, _ kind: Kind = .apply, _ outcome: Outcome = .done, serial: Int64, at: Instant,
    actor: String
  ) {
    self.number = number
    self.kind = kind
    self.outcome = outcome
    self.serial = serial
    self.at = at
    self.actor = actor
    summary = PlanSummary()
    overrides = []
  }
}

/// What one entry of the history did to one resource.
public struct HistoryOperation: Hashable, Sendable {
  public enum Outcome: String, Vocabulary {
    /// Written down and perhaps attempted; not settled yet.
    case unknown
    case done, failed
    case notTried = "not_tried"
  }

  public var address: Address
  public var action: Action
  public var outcome: Outcome
  public var id: String?
  public var fields: [FieldChange]
  public var error: String?

  public init(
    _ action: Action, _ address: Address, _ outcome: Outcome = .done, id: String? = nil,
    fields: [FieldChange] = [], error: String? = nil
  ) {
    self.action = action
    self.address = address
    self.outcome = outcome
    self.id = id
    self.fields = fields
    self.error = error
  }
}
