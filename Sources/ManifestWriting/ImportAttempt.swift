import AdsModel
import Diagnostics
import ManifestLoading
import Planning

/// New files and what they were made from, until it is known whether they can be read.
struct ImportAttempt {
  let nodes: [ImportNode]
  /// The campaign that each new file is of.
  let campaigns: [String: ImportNode]
  var result: ImportResult

  /// What the files say of resources that cannot be said: a name that no text can hold, an amount
  /// that the currency does not have.
  var mistakes: [LiveAccount.Key: String] {
    let byAddress = Dictionary(nodes.map { ($0.address.description, $0) }) { first, _ in first }
    var mistakes: [LiveAccount.Key: String] = [:]
    for diagnostic in result.project.diagnostics where diagnostic.severity == .error {
      guard let file = diagnostic.span?.file, result.files[file] != nil else { continue }
      guard let node = diagnostic.address.flatMap({ byAddress[$0] }) ?? campaigns[file] else {
        continue
      }
      mistakes[LiveAccount.Key(node.live)] = diagnostic.message
    }
    return mistakes
  }

  /// Records everything that the files declare as owned.
  mutating func bind(decimals: Int) {
    let manifest = result.project.manifest
    let byAddress = Dictionary(nodes.map { ($0.address, $0.live) }) { first, _ in first }
    var encoder = FieldEncoder(decimals: decimals)
    var bindings: [ImportResult.Binding] = []
    func take<Value: Resource>(_ all: [Declared<Value>]) {
      for one in all {
        guard let live = byAddress[one.address] else { continue }
        let (file, line) = manifest.line(of: one.origin, at: [FieldPath]())
        // An address of the project that is not of these files is none of the import's.
        guard result.files[file] != nil else { continue }
        bindings.append(
          .init(
            resource: StoredResource(
              address: one.address, id: live.id, status: live.status,
              attributes: encoder.encode(one.value), defaulted: one.defaulted,
              start: live.fields[.start]?.day),
            file: file, line: line))
      }
    }
    take(manifest.audiences)
    take(manifest.campaigns)
    take(manifest.adGroups)
    take(manifest.keywords)
    take(manifest.ads)
    result.bindings += bindings
  }
}

/// The audiences that imported ad groups refer to and nobody declares.
struct ImportedAudiences {
  private(set) var nodes: [ImportNode] = []
  private let live: LiveAccount
  private var keys: ImportKeys
  /// The key for what an ad group of the account refers to: a key already, or an id.
  private var known: [String: String]

  init(_ manifest: Manifest, _ live: LiveAccount, keys: ImportKeys) {
    self.live = live
    self.keys = keys
    var known: [String: String] = [:]
    for audience in manifest.audiences {
      if let id = audience.value.details[FieldPath("id")]?.text { known[id] = audience.address.key }
    }
    // A key comes before an id that looks the same.
    for audience in manifest.audiences { known[audience.address.key] = audience.address.key }
    self.known = known
  }

  /// Puts keys in place of the ids in a campaign's ad groups.
  mutating func name(_ node: inout ImportNode) {
    for path in [FieldPath.includedAudiences, .excludedAudiences] {
      guard let members = node.fields[path]?.list else { continue }
      node.fields[path] = .list(members.map { key(for: $0) })
    }
    for index in node.children.indices { name(&node.children[index]) }
  }

  private mutating func key(for member: String) -> String {
    if let key = known[member] { return key }
    let resource =
      live[.audience, member]
      ?? LiveResource(.audience, id: member, status: .active, fields: Fields())
    guard let address = keys.address(for: resource, in: nil) else { return member }
    nodes.append(ImportNode(address: address, live: resource, fields: resource.fields))
    known[member] = address.key
    return address.key
  }
}
