import AdsModel
import Diagnostics
import Planning

/// One resource of an account on its way into a file.
struct ImportNode {
  let address: Address
  let live: LiveResource
  /// The fields as the project will have them: keys of audiences in place of ids.
  var fields: Fields
  var children: [ImportNode] = []

  var count: Int { 1 + children.reduce(0) { $0 + $1.count } }

  /// Itself and everything below it.
  var all: [ImportNode] { [self] + children.flatMap(\.all) }
}

/// Picks what an account holds and a project does not know yet, and gives it addresses.
struct ImportTree {
  private(set) var campaigns: [ImportNode] = []
  private(set) var leftOut: [ImportResult.LeftOut] = []
  private var children: [LiveAccount.Key: [LiveResource]] = [:]
  private let account: LiveAccount
  private let bound: Set<LiveAccount.Key>
  /// What was found out to be impossible to write, with why.
  private let impossible: [LiveAccount.Key: Diagnostic]
  /// What may be declared already, with what to do.
  private let ambiguous: [LiveAccount.Key: String]
  private var keys: ImportKeys

  init(
    _ account: LiveAccount, bound: Set<LiveAccount.Key>,
    impossible: [LiveAccount.Key: Diagnostic],
    ambiguous: [LiveAccount.Key: String], keys: ImportKeys
  ) {
    self.account = account
    self.bound = bound
    self.impossible = impossible
    self.ambiguous = ambiguous
    self.keys = keys
    let alive = account.resources.values.filter { $0.status != .archived }
      .sorted { ($0.kind, $0.id.utf8.count, $0.id) < ($1.kind, $1.id.utf8.count, $1.id) }
    for live in alive {
      guard let holder = live.kind.parent, let id = live.parentID else { continue }
      children[LiveAccount.Key(holder, id), default: []].append(live)
    }
    for campaign in alive where campaign.kind == .campaign {
      if bound.contains(LiveAccount.Key(campaign)) {
        leaveOut(below: campaign)
      } else if let node = node(campaign, in: nil) {
        campaigns.append(node)
      }
    }
    for other in alive { leaveOutOrphan(other) }
  }

  private func children(of resource: LiveResource) -> [LiveResource] {
    children[LiveAccount.Key(resource)] ?? []
  }

  private mutating func node(_ live: LiveResource, in parent: Address?) -> ImportNode? {
    if let found = impossible[LiveAccount.Key(live)] {
      leaveOut(live, found.message, found.code)
      return nil
    }
    if let reason = ambiguous[LiveAccount.Key(live)] ?? Self.obstacle(live) {
      leaveOut(live, reason)
      return nil
    }
    guard let address = keys.address(for: live, in: parent) else {
      leaveOut(live, "another keyword of its ad group has the same text and match type")
      return nil
    }
    var node = ImportNode(address: address, live: live, fields: live.fields)
    node.children = children(of: live).compactMap { self.node($0, in: address) }
    return node
  }

  /// What a file could not say of a resource.
  private static func obstacle(_ live: LiveResource) -> String? {
    if let reason = live.uncarried.first { return reason }
    let needed: [FieldPath] =
      switch live.kind {
      case .campaign: [.name, .objective]
      case .adGroup: [.name, .bid]
      case .keyword: [.text, .match]
      case .ad: [.pin]
      case .audience: []
      }
    let missing = needed.first { live.fields[$0] == nil }
    return missing.map { "the account says nothing of its \($0)" }
  }

  private mutating func leaveOut(
    _ live: LiveResource, _ reason: String, _ code: DiagnosticCode? = nil
  ) {
    leftOut.append(
      ImportResult.LeftOut(
        live.kind, id: live.id, name: live.fields[.name]?.text ?? live.fields[.text]?.text,
        reason: reason, code: code, below: below(live)))
  }

  private func below(_ live: LiveResource) -> Int {
    children(of: live).reduce(0) { $0 + 1 + below($1) }
  }

  /// What is new below something that the project owns already belongs into that one's file.
  private mutating func leaveOut(below owned: LiveResource) {
    for child in children(of: owned) {
      if bound.contains(LiveAccount.Key(child)) {
        leaveOut(below: child)
      } else {
        leaveOut(
          child,
          ambiguous[LiveAccount.Key(child)] ?? child.uncarried.first
            ?? "its \(owned.kind.title) is declared already: write it there and bind it with `--only ADDRESS=\(child.id)`"
        )
      }
    }
  }

  private mutating func leaveOutOrphan(_ live: LiveResource) {
    guard let holder = live.kind.parent, !bound.contains(LiveAccount.Key(live)) else { return }
    // What is below something archived is over with it.
    guard live.parentID.flatMap({ account[holder, $0] }) == nil else { return }
    leaveOut(live, "its \(holder.title) is not among what the account lists")
  }
}

extension LiveAccount.Key {
  init(_ live: LiveResource) { self.init(live.kind, live.id) }
}
