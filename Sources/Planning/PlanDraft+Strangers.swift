import AdsModel
import Diagnostics
import ManifestModel

/// What of an account is nobody's and stands in the way: copies of what is managed, and what is there
/// already of what is to be created.
public struct Strangers: Sendable {
  private let manifest: Manifest
  /// Whether an earlier apply left something open, which a stranger may be.
  private let isUnsettled: Bool
  /// What a command has to be told that always wants a state, while there is none.
  private let firstRun: String
  public private(set) var diagnostics: [Diagnostic] = []

  init(_ manifest: Manifest, isUnsettled: Bool, hasState: Bool) {
    self.manifest = manifest
    self.isUnsettled = isUnsettled
    firstRun = hasState ? "" : " --first-run"
  }

  /// Looks at an account beside what is stored, with nothing to be created.
  public init(_ live: LiveAccount, manifest: Manifest, state: StoredState) {
    self.init(manifest, isUnsettled: false, hasState: true)
    add(LookAlike.all(in: live, beside: state.resources, state.resources))
  }

  mutating func add(_ lookAlikes: [LookAlike]) {
    let declared = manifest.refs(at: Set(lookAlikes.map(\.twin.address)))
    for found in lookAlikes { report(found, declared[found.twin.address]) }
  }

  /// Names what is there already of what a plan creates: in the account, or below a managed parent.
  mutating func add(_ changes: [Change], _ live: LiveAccount, stored: [StoredResource]) {
    let strangers = live.strangers(to: stored)
    guard !strangers.isEmpty else { return }
    let there = Dictionary(grouping: strangers) { Place($0.kind, in: $0.parentID) }
    let ids = Dictionary(stored.map { ($0.address, $0.id) }) { first, _ in first }
    let declared = manifest.refs(at: Set(changes.creating.map(\.address)))
    for change in changes.creating {
      let parentID = change.address.parent.flatMap { ids[$0] }
      // What is new as well has nothing below it.
      guard change.address.parent == nil || parentID != nil else { continue }
      for found in there[Place(change.address.kind, in: parentID)] ?? []
      where found.stands(for: change, in: live, decimals) {
        report(found, standingFor: change.address, declared[change.address])
      }
    }
  }

  private struct Place: Hashable {
    let kind: ResourceKind
    let parentID: String?

    init(_ kind: ResourceKind, in parentID: String?) {
      self.kind = kind
      self.parentID = kind.parent == nil ? nil : parentID
    }
  }

  private var decimals: Int { manifest.account.currency.decimals }

  private mutating func report(_ found: LookAlike, _ declared: ResourceRef?) {
    let (live, address) = (found.live, found.twin.address)
    let kind = live.kind.title
    let end =
      live.kind == .audience
      ? "remove it in Ads Manager" : "archive it with `pinplan retire \(live.id)`"
    // A second keyword of one text and match type has no address.
    let adopt =
      live.kind == .keyword
      ? ""
      : "adopt it under another key with `pinplan import --only \(address.siblings)=\(live.id)`, "
    put(
      .accountLookAlike, declared,
      "\(kind) \(live.id)\(live.label) on Pinterest is nobody's and holds just what \(address) holds, which is \(found.twin.id)\(live.kind == .audience ? "" : "; it is \(live.statusWord)")",
      address,
      hint:
        "\(end), \(adopt)or let it be with --override \(DiagnosticCode.accountLookAlike.rawValue) --reason TEXT"
    )
  }

  private mutating func report(
    _ found: LiveResource, standingFor address: Address, _ declared: ResourceRef?
  ) {
    let isNamed = found.kind.isNamed
    let end =
      found.kind == .audience
      ? "remove it in Ads Manager" : "archive it with `pinplan retire \(found.id)\(firstRun)`"
    put(
      .accountAlreadyThere, declared,
      "\(found.kind.title) \(found.id)\(found.label) on Pinterest is nobody's and \(isNamed ? "carries the name of" : "is just what") \(address)\(isNamed ? ", which is to be created" : " is to be"); it is \(found.description(decimals: decimals))",
      address,
      hint:
        "take it over with `pinplan import --only \(shellWord("\(address)=\(found.id)"))`, \(end), or create a second one with --override \(DiagnosticCode.accountAlreadyThere.rawValue) --reason TEXT"
    )
  }

  private mutating func put(
    _ code: DiagnosticCode, _ declared: ResourceRef?, _ message: String, _ address: Address,
    hint: String
  ) {
    diagnostics.append(
      Diagnostic(
        code, isUnsettled ? .warning : .error, message,
        at: declared.map { manifest.span(of: manifest[$0].origin, at: .name) },
        address: address.description,
        hint: isUnsettled
          ? "it may be what an earlier apply was cut off over: `pinplan apply` finds out before anything else"
          : hint))
  }
}

extension ResourceKind {
  /// Whether its name alone makes two of them one and the same to people.
  fileprivate var isNamed: Bool {
    switch self {
    case .campaign, .adGroup, .audience: true
    case .ad, .keyword: false
    }
  }
}

extension [Change] {
  /// What is made anew.
  var creating: [Change] {
    filter { !$0.finishesReplacement && ($0.action == .create || $0.action == .replace) }
  }

  /// The campaigns that are made anew, with their names.
  public var creatingCampaigns: [(address: Address, name: String)] {
    creating.filter { $0.address.kind == .campaign }
      .compactMap { change in change[.name]?.after?.text.map { (change.address, $0) } }
  }
}

extension LiveResource {
  /// ` "Sofas"`, or nothing where it has no name.
  var label: String {
    fields.label.map { " " + quoted($0) } ?? ""
  }

  /// Whether creating something would make a second one of this: of its name, or just like it.
  fileprivate func stands(for change: Change, in live: LiveAccount, _ decimals: Int) -> Bool {
    // What is made elsewhere is only referred to.
    guard change[.type]?.after != .text(AudienceType.external.rawValue) else { return false }
    switch kind {
    case .campaign, .adGroup, .audience: return change[.name]?.after == fields[.name]
    case .ad, .keyword:
      var fields = Fields()
      for field in change.fields { fields[field.path] = field.after }
      var encoder = FieldEncoder(decimals: decimals)
      return isCopy(
        of: StoredResource(
          address: change.address, id: "", status: .active, attributes: encoder.encode(fields)),
        in: live)
    }
  }

  /// `active, 25.00 a day, 2026-12-01 to 2026-12-31`.
  fileprivate func description(decimals: Int) -> String {
    if kind == .audience { return "of type \(fields[.type]?.text ?? "that nobody tells")" }
    var parts = [statusWord]
    for (path, words) in [(FieldPath.dailyBudget, "a day"), (.lifetimeBudget, "in all")] {
      if let money = fields[path]?.money {
        parts.append("\(money.decimal(places: decimals)) \(words)")
      }
    }
    switch (fields[.start]?.day, fields[.end]?.day) {
    case (let start?, let end?): parts.append("\(start) to \(end)")
    case (let start?, nil): parts.append("from \(start)")
    case (nil, let end?): parts.append("until \(end)")
    case (nil, nil): break
    }
    return parts.joined(separator: ", ")
  }
}

extension Address {
  /// The address of something beside it, with a word for the key.
  fileprivate var siblings: String {
    ([kind.rawValue] + parts.dropLast().map(String.init) + ["KEY"]).joined(separator: "/")
  }
}
