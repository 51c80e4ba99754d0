import AdsModel
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// How a target takes operations.
public enum Delivery: Hashable, Sendable {
  /// In the order of the plan, one batch after the other; nothing is begun before an operation of several
  /// steps that comes before it is over.
  case inOrder(batch: Int)
  /// In batches of one kind, several under way at once.
  ///
  /// Audiences go one by one. Keywords are created for one ad group at a time.
  case grouped(entities: Int, keywords: Int, concurrency: Int)

  /// Whether an operation without an answer may have happened, so that somebody has to look.
  public var isRemote: Bool {
    if case .grouped = self { true } else { false }
  }
}

/// What a target answered to a batch.
public struct TargetReply: Sendable {
  /// One for each operation, in the same order.
  public var answers: [TargetAnswer]
  /// The target's name for the request, for asking its support.
  public var requestID: String?
  /// How long a rate limit held the batch back.
  public var waited: Duration
  /// Why nothing more should be sent: the authorisation is gone, the account is closed.
  public var stop: String?

  public init(
    _ answers: [TargetAnswer], requestID: String? = nil, waited: Duration = .zero,
    stop: String? = nil
  ) {
    self.answers = answers
    self.requestID = requestID
    self.waited = waited
    self.stop = stop
  }
}

/// What a target answered to one operation.
public enum TargetAnswer: Hashable, Sendable {
  /// It happened; with the target's id of the resource, and what is to be remembered of it from then
  /// on, where that changes.
  case done(id: String, remembering: PrivateValues? = nil)
  /// The step that was asked for happened, and others follow; with what its steps so far returned.
  case stepDone(PrivateValues)
  /// It did not happen, in the target's words.
  case refused(String)
  /// No answer came: it may have happened.
  case unanswered(String)
  /// It was never sent, and why.
  case notSent(String)
}

/// Puts on record until when what is sent now can take effect.
public typealias WillSend = @Sendable () async throws(NotToBeSent) -> Void

/// Why a request must not be sent.
public struct NotToBeSent: Error, Hashable, Sendable {
  public let words: String

  public init(_ words: String) { self.words = words }
}

/// Where a project's resources live: the seam between pinplan and an ad account.
///
/// A command gets one from the factory that knows them all and asks nothing else from then on.
public protocol AdsTarget: Sendable {
  /// What is wrong with the account itself: whether it is the declared one and may be written to.
  ///
  /// `isWriting` says that an apply asks, which needs more rights than a plan.
  func preflight(_ manifest: Manifest, isWriting: Bool) async throws(TargetFailure) -> [Diagnostic]

  /// What the changes of a draft need of the account and do not find there.
  func preflight(_ draft: PlanDraft) async throws(TargetFailure) -> [Diagnostic]

  /// What the account holds; none where the state itself is the account.
  ///
  /// It is what one reading showed: what was written a short while ago may not be in it yet.
  func observe(_ scope: ObservedScope) async throws(TargetFailure) -> LiveAccount?

  /// Everything of some kinds that has an id, whoever owns it: one of a kind at most.
  func strangers(
    _ id: String, kinds: Set<ResourceKind>, _ manifest: Manifest, _ state: StoredState?
  ) async throws(TargetFailure) -> [Stranger]

  /// How far stored audiences are; one reading for each, in the same order.
  func readings(
    of audiences: [StoredAudience]
  ) async throws(TargetFailure) -> [AudienceReading]

  var delivery: Delivery { get }

  /// How long its requests can take effect.
  var timing: EffectTiming { get }

  /// Ids for so many creations, none of them before `first`; none where the target names what it
  /// creates itself.
  ///
  /// What is known beforehand is journalled with the intent.
  func reserveIDs(_ count: Int, from first: Int64) async -> [String]?

  /// The newest id of each kind, before anything is created; a kind of which there is nothing is
  /// left out.
  ///
  /// Journalled with the apply: what is not newer was not created by it.
  func marks(for kinds: Set<ResourceKind>) async throws(TargetFailure) -> [ResourceKind: String]

  /// Names the next step of those operations of a plan that take several, by sequence; whatever is
  /// left out is carried out whole.
  ///
  /// Only a target that is not `inOrder` is asked; where the state is the account, a step is what is stored at
  /// once. A step is journalled before it is asked for, and
  /// asked for once more only when it is found not to have happened.
  func steps(
    of operations: [PreparedOperation], of plan: Plan
  ) async -> [Int: OperationStep]

  /// Carries out a batch of a plan, each operation whole or its step, and answers each: each is
  /// journalled before it comes, and parents come before their children.
  ///
  /// A remote target calls `willSend` right before each request that changes something leaves, also
  /// before one that is repeated, and does not send it if that throws: until then it may have
  /// waited for minutes.
  func perform(
    _ operations: [PreparedOperation], of plan: Plan, willSend: @escaping WillSend
  ) async -> TargetReply

  /// Finds out by looking what became of operations; one finding for each, in the same order.
  ///
  /// Of a kind's ids, `known` ones are stored or spoken for already, so they are nobody's creation
  /// that is looked for. No live resource may be found for two requests.
  func look(
    for requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async -> [LookFinding]

  /// Somebody wants the apply to end: what still waits for its turn is answered `notSent` at once,
  /// what is on its way is waited for.
  func interrupt() async
}

extension AdsTarget {
  public func steps(
    of operations: [PreparedOperation], of plan: Plan
  ) async -> [Int: OperationStep] { [:] }

  /// As the state has them, which is all where it is the account.
  public func readings(
    of audiences: [StoredAudience]
  ) async throws(TargetFailure) -> [AudienceReading] { audiences.map(AudienceReading.init(local:)) }

  public func interrupt() async {}
}
