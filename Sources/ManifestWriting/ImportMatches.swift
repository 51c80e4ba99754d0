import AdsModel
import ManifestModel
import Planning

/// What of an account a project declares already, by what it is called, and the state does not know.
///
/// That is the case once a state is lost: the YAML is there, and so is everything on Pinterest. A
/// campaign and an ad group are found by their names, a keyword by its text and match type, an ad by
/// its Pin and name and, where that is not enough, its URL; each below what holds it. Only what is
/// told apart for certain is bound: one declared and one live resource of a description.
struct ImportMatches {
  /// All that is bound by what it is called, parents before children.
  private(set) var found: [(address: Address, id: String)] = []
  /// Of them, what was asked for.
  private(set) var pairs: [(address: Address, id: String)] = []
  /// Why a resource of the account is neither bound nor written down a second time.
  private(set) var reasons: [LiveAccount.Key: String] = [:]
  /// The same by what is declared.
  private(set) var ambiguous: [Address: String] = [:]

  /// The ids of what is bound, or will be, by its address.
  private var bound: [Address: String] = [:]
  private let owned: OwnedIDs
  private var keys: Set<LiveAccount.Key> = []
  private let chosen: Set<LiveAccount.Key>
  private let live: [Holder: [LiveResource]]

  /// What resources of one kind lie in; none for campaigns.
  private struct Holder: Hashable {
    let kind: ResourceKind
    let parentID: String?
  }

  /// What a declared and a live resource have in common.
  private struct Description: Hashable {
    let holder: Holder
    let words: [String]
  }

  init(
    _ manifest: Manifest, _ account: LiveAccount, stored: [StoredResource],
    _ selection: ImportSelection
  ) {
    owned = OwnedIDs(stored)
    chosen = Set(selection.bindings.map { LiveAccount.Key($0.address.kind, $0.id) })
    live = Dictionary(
      grouping: account.resources.values.filter { $0.status != .archived }
        .sorted { ($0.id.utf8.count, $0.id) < ($1.id.utf8.count, $1.id) }
    ) { Holder(kind: $0.kind, parentID: $0.kind.parent == nil ? nil : $0.parentID) }
    for resource in stored { bound[resource.address] = resource.id }
    for (address, id) in selection.bindings { bound[address] = id }
    guard selection.isEverything || !selection.selectors.isEmpty else { return }
    // An audience that is made elsewhere is declared with its id; others are bound by name alone.
    for kind in ResourceKind.inDepthOrder where kind != .audience {
      match(manifest.resources.all(of: kind), manifest)
    }
    noteTakenKeys(of: manifest.campaigns.map(\.address))
    pairs = found
    guard !selection.isEverything else { return }
    let matching = found.map(\.address).filter { address in
      ([address] + address.parents).contains { one in
        selection.selectors.contains { $0.matches(one) }
      }
    }
    let wanted = Set(matching + matching.flatMap(\.parents))
    pairs.removeAll { !wanted.contains($0.address) }
  }

  private mutating func match(_ declared: ResourceRefs, _ manifest: Manifest) {
    var wanted: [Description: [(address: Address, fields: Fields)]] = [:]
    for ref in declared where !manifest.isArchived(ref) {
      let address = manifest[ref].address
      guard bound[address] == nil else { continue }
      let parentID = address.parent.flatMap { bound[$0] }
      guard address.parent == nil || parentID != nil else { continue }
      let fields = manifest.fields(of: ref)
      let holder = Holder(kind: ref.kind, parentID: parentID)
      wanted[Description(holder: holder, words: Self.words(fields, ref.kind)), default: []]
        .append((address, fields))
    }
    for (description, declared) in wanted {
      let found = (live[description.holder] ?? []).filter {
        owned[$0.kind, $0.id] == nil && !chosen.contains(LiveAccount.Key($0))
          && Self.words($0.fields, $0.kind) == description.words
      }
      if found.isEmpty { continue }
      if declared.count == 1, found.count == 1 {
        bind(declared[0].address, found[0])
      } else {
        matchByURL(declared, found)
      }
    }
    found.sort { $0.address < $1.address }
  }

  /// Tells ads of one Pin and name apart by where they lead; of anything else nothing is left.
  private mutating func matchByURL(
    _ declared: [(address: Address, fields: Fields)], _ found: [LiveResource]
  ) {
    let wanted = Dictionary(grouping: declared) { Destination.url(of: $0.fields) }
    let there = Dictionary(grouping: found) { $0.fields[.destinationURL]?.text }
    for (url, declared) in wanted {
      let found = there[url] ?? []
      if declared.count == 1, found.count == 1, found[0].kind == .ad {
        bind(declared[0].address, found[0])
      }
    }
    matchEqual(declared, found)
    let open = declared.map(\.address).filter { bound[$0] == nil }.sorted()
    let rest = found.filter { !isBound($0) }
    guard let first = open.first, !rest.isEmpty else { return }
    let ids = rest.map(\.id).joined(separator: ", ")
    let reason =
      "\(open.map(\.description).joined(separator: ", ")) may stand for any of \(ids): "
      + "bind the one that is meant with `--only \(shellWord("\(first)=ID"))`"
    for address in open { ambiguous[address] = reason }
    for live in rest { reasons[LiveAccount.Key(live)] = reason }
  }

  /// Ads that are alike in everything are interchangeable: as many declared as there are.
  private mutating func matchEqual(
    _ declared: [(address: Address, fields: Fields)], _ there: [LiveResource]
  ) {
    let urls = Set(
      declared.map { Destination.url(of: $0.fields) }
        + there.map { $0.fields[.destinationURL]?.text })
    let statuses = Set(declared.map { $0.fields[.status]?.text } + there.map(\.status.rawValue))
    guard there.allSatisfy({ $0.kind == .ad }), urls.count == 1, statuses.count == 1,
      declared.count == there.count
    else { return }
    for (one, live) in zip(declared.sorted(by: { $0.address < $1.address }), there)
    where bound[one.address] == nil {
      bind(one.address, live)
    }
  }

  private func isBound(_ live: LiveResource) -> Bool { keys.contains(LiveAccount.Key(live)) }

  private mutating func bind(_ address: Address, _ live: LiveResource) {
    bound[address] = live.id
    keys.insert(LiveAccount.Key(live))
    found.append((address, live.id))
  }

  /// A file for a campaign whose key is declared and bound to nothing would stand beside its twin.
  private mutating func noteTakenKeys(of declared: [Address]) {
    let open = Set(declared.filter { bound[$0] == nil })
    for campaign in live[Holder(kind: .campaign, parentID: nil)] ?? [] {
      let key = LiveAccount.Key(campaign)
      guard owned[.campaign, campaign.id] == nil, !chosen.contains(key), reasons[key] == nil,
        !isBound(campaign)
      else { continue }
      let address = Address.campaign(
        Address.key(suggestedBy: campaign.fields[.name]?.text ?? ""))
      guard open.contains(address) else { continue }
      reasons[key] =
        "\(address) is declared under another name and bound to nothing: bind it with `--only \(address)=\(campaign.id)`, or give it another key"
    }
  }

  private static func words(_ fields: Fields, _ kind: ResourceKind) -> [String] {
    let paths: [FieldPath] =
      switch kind {
      case .keyword: [.match, .text]
      case .ad: [.pin, .name]
      case .campaign, .adGroup, .audience: [.name]
      }
    return paths.map { fields[$0]?.text ?? "" }
  }
}

extension Address {
  /// What holds it, nearest first.
  var parents: [Address] { parent.map { [$0] + $0.parents } ?? [] }
}
