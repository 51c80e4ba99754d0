import AdsModel
import Diagnostics
import YAMLSyntax

/// Where something was written: a node of one of the project's files.
public struct Origin: Hashable, Sendable {
  /// Index into the project's documents.
  public let document: Int
  public let node: YAMLNodeIndex
  /// The key that the node stands under; none for an item of a list.
  public let key: YAMLNodeIndex?
}

/// One declared resource, and what the YAML says about it beyond its value.
public struct Declared<Value: Resource>: Sendable {
  public internal(set) var address: Address
  public var value: Value
  public let origin: Origin
  /// Index of what holds it: an ad group's campaign, a keyword's or ad's ad group.
  public let parent: Int
  /// Fields that are left out and hold their default.
  public var defaulted: [FieldPath] = []
  /// Fields whose differences are left alone (`lifecycle.ignore_changes`).
  public var ignoredChanges: [FieldPath] = []
  /// Fields that could not be read; their mistake is reported, their value means nothing.
  public var unreadable: [FieldPath] = []

  init(_ address: Address, _ value: Value, origin: Origin, parent: Int = 0) {
    self.address = address
    self.value = value
    self.origin = origin
    self.parent = parent
  }

  /// Whether a rule may look at a field, or at anything below it.
  public func isReadable(_ path: FieldPath) -> Bool { !unreadable.touch(path) }
}

extension [FieldPath] {
  /// Whether one of them is a field, is within it, or has it within.
  public func touch(_ path: FieldPath) -> Bool {
    !isEmpty && contains { $0.isWithin(path) || path.isWithin($0) }
  }
}

/// A `moved` entry.
public struct DeclaredMove: Hashable, Sendable {
  public let move: Move
  public let origin: Origin
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
/// Resources of one kind lie in one array, in the order in which they were written; those of one
/// parent are neighbours.
public struct Manifest: Sendable {
  public var account: Account
  /// Whether the account's currency could be told; amounts are judged in no other.
  public internal(set) var isCurrencyKnown = false
  public var target: TargetKind = .local
  /// What a plan does about values that somebody changed on the account.
  public var drift: DriftPolicy = .refuse
  /// Where the state is kept.
  public internal(set) var state = StateSettings()
  public var guardrails = Guardrails()
  public var exchangeRates = ExchangeRates()
  public var minimumBids = MinimumBids.published
  public var campaigns: [Declared<Campaign>] = []
  public var adGroups: [Declared<AdGroup>] = []
  public var keywords: [Declared<Keyword>] = []
  public var ads: [Declared<Ad>] = []
  public var audiences: [Declared<Audience>] = []
  public var moves: [DeclaredMove] = []
  /// The ad groups of each campaign.
  public var adGroupRanges: [Range<Int>] = []
  /// The keywords of each ad group.
  public var keywordRanges: [Range<Int>] = []
  /// The ads of each ad group.
  public var adRanges: [Range<Int>] = []
  /// Whether every file could be read; what an unread file declares is not known to be missing.
  public var isComplete = true
  /// The project's files; nodes of origins live in them.
  public var documents: [YAMLDocument] = []
  /// Where the account is declared.
  public var accountOrigin: Origin?
  public var guardrailsOrigin: Origin?

  init(account: Account) { self.account = account }

  public var resourceCount: Int {
    campaigns.count + adGroups.count + keywords.count + ads.count + audiences.count
  }
}

extension Manifest {
  /// The node that something was written at.
  public func node(_ origin: Origin) -> YAMLNode {
    documents[origin.document].node(at: origin.node)
  }

  /// The place of a resource: its key, or the whole item of a list.
  public func span(of origin: Origin) -> SourceSpan {
    documents[origin.document].node(at: origin.key ?? origin.node).span
  }

  /// The place of a field's value; the resource's own place when the field is left out.
  public func span(of origin: Origin, at path: FieldPath) -> SourceSpan {
    path.written(in: node(origin))?.span ?? span(of: origin)
  }

  /// The file and line of a resource, or of the first of some fields that was written.
  public func line(of origin: Origin, at paths: some Sequence<FieldPath>) -> (
    file: String, line: Int
  ) {
    let document = documents[origin.document]
    let resource = node(origin)
    let node =
      paths.lazy.compactMap { $0.written(in: resource) }.first
      ?? document.node(at: origin.key ?? origin.node)
    return (document.file, node.line)
  }

  /// Whether nothing was written at a field, not even something that could not be read.
  public func isLeftOut(_ path: FieldPath, of origin: Origin) -> Bool {
    path.written(in: node(origin))?.isNone ?? true
  }

  /// The place of a member of a list field.
  public func span(of origin: Origin, at path: FieldPath, member: String) -> SourceSpan {
    guard let list = path.written(in: node(origin)) else { return span(of: origin) }
    guard list.kind == .sequence else { return list.span }
    return list.items.first { $0.kind == .scalar && $0.string == member }?.span ?? list.span
  }
}

extension FieldPath {
  /// The node at the end of the path; for a part that was left out, the last that was written.
  ///
  /// None when not even the first key was written.
  func written(in node: YAMLNode) -> YAMLNode? {
    var found: YAMLNode?
    for key in text.split(separator: ".") {
      let current = found ?? node
      guard current.kind == .mapping, let next = current[String(key)] else { break }
      found = next
    }
    return found
  }
}
