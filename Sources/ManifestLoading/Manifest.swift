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
/// Resources of one kind lie in one array, in the order in which they were written; `resources` goes
/// through those of all kinds.
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
  public internal(set) var campaigns: [Declared<Campaign>] = []
  public internal(set) var adGroups: [Declared<AdGroup>] = []
  public internal(set) var keywords: [Declared<Keyword>] = []
  public internal(set) var ads: [Declared<Ad>] = []
  public internal(set) var audiences: [Declared<Audience>] = []
  /// Everything declared, and what lies below what.
  public internal(set) var resources = ResourceTree()
  public var moves: [DeclaredMove] = []
  /// Whether every file could be read; what an unread file declares is not known to be missing.
  public var isComplete = true
  /// The project's files; nodes of origins live in them.
  public var documents: [YAMLDocument] = []
  /// Where the account is declared.
  public var accountOrigin: Origin?
  public var guardrailsOrigin: Origin?

  init(account: Account) { self.account = account }
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
