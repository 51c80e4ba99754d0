import AdsModel
import Diagnostics

/// A `moved` entry.
public struct DeclaredMove: Hashable, Sendable {
  public let move: Move
  public let origin: Origin

  public init(move: Move, origin: Origin) {
    self.move = move
    self.origin = origin
  }
}

/// US dollars for one unit of other currencies, for the pegged CPM floor.
public struct ExchangeRates: Hashable, Sendable {
  /// The day that the rates are of.
  public var asOf: Day?
  /// Millionths of a US dollar for one unit.
  public var dollars: [Currency: Money] = [:]

  public init() {}
}

/// What a project declares: values, and beside them where each was written.
///
/// Resources of one kind lie in one array, in the order in which they were written; `resources` goes
/// through those of all kinds.
public struct Manifest: Sendable {
  public var account: Account
  /// Whether the account's currency could be told; amounts are judged in no other.
  public package(set) var isCurrencyKnown = false
  public var target: TargetKind = .local
  /// What a plan does about values that somebody changed on the account.
  public var drift: DriftPolicy = .refuse
  /// Where the state is kept.
  public package(set) var state = StateSettings()
  public var guardrails = Guardrails()
  public var exchangeRates = ExchangeRates()
  public var minimumBids = MinimumBids.published
  public package(set) var campaigns: [Declared<Campaign>] = []
  public package(set) var adGroups: [Declared<AdGroup>] = []
  public package(set) var keywords: [Declared<Keyword>] = []
  public package(set) var ads: [Declared<Ad>] = []
  public package(set) var audiences: [Declared<Audience>] = []
  /// Everything declared, and what lies below what.
  public package(set) var resources = ResourceTree()
  public var moves: [DeclaredMove] = []
  /// Whether every file could be read; what an unread file declares is not known to be missing.
  public var isComplete = true
  /// The project's files; origins are places in them.
  public package(set) var files: [any SourceFile] = []
  /// Where the account is declared.
  public var accountOrigin: Origin?
  public var guardrailsOrigin: Origin?

  public init(account: Account) { self.account = account }
}
