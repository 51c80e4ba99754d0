import AdsModel
import Diagnostics
import ManifestModel
import Planning

/// New files and what they were made from, until it is known whether they can be read.
struct ImportAttempt {
  let nodes: [ImportNode]
  /// The campaign that each new file is of.
  let campaigns: [String: ImportNode]
  var result: ImportResult

  /// Which resource is behind each of some mistakes, and the mistakes that none is behind.
  ///
  /// A mistake is the resource's that it names, or else the one's at its place or at the place of a
  /// note: of two campaigns with one name the project's own may be the one that is complained of. Of
  /// two of the account's the older one stays.
  func blamed(for found: [Diagnostic]) -> (
    resources: [LiveAccount.Key: Diagnostic], others: [Diagnostic]
  ) {
    let byAddress = Dictionary(nodes.map { ($0.address.description, $0) }) { first, _ in first }
    var resources: [LiveAccount.Key: Diagnostic] = [:]
    var others: [Diagnostic] = []
    for diagnostic in found {
      let named =
        diagnostic.address.flatMap { byAddress[$0] } ?? diagnostic.span.flatMap(node(at:))
      let noted = diagnostic.notes.lazy.map(\.span).compactMap(node(at:)).first
      if let node = Self.newer(named, noted) {
        let key = LiveAccount.Key(node.live)
        resources[key] = resources[key] ?? diagnostic
      } else {
        others.append(diagnostic)
      }
    }
    return (resources, others)
  }

  private static func newer(_ one: ImportNode?, _ other: ImportNode?) -> ImportNode? {
    guard let one, let other, one.live.kind == other.live.kind else { return one ?? other }
    let (first, second) = (one.live.id, other.live.id)
    return (first.utf8.count, first) > (second.utf8.count, second) ? one : other
  }

  /// The resource of a new file that a place belongs to.
  private func node(at span: SourceSpan) -> ImportNode? {
    guard result.files[span.file] != nil else { return nil }
    let manifest = result.project.manifest
    var best: (line: Int, address: Address)?
    for ref in manifest.resources.byKind {
      let (file, line) = manifest.line(of: manifest[ref].origin, at: [FieldPath]())
      guard file == span.file, line <= span.start.line, line >= best?.line ?? 0 else { continue }
      best = (line, manifest[ref].address)
    }
    return nodes.first { $0.address == best?.address } ?? campaigns[span.file]
  }

  /// Records everything that the files declare as owned.
  mutating func bind(decimals: Int) {
    let manifest = result.project.manifest
    let byAddress = Dictionary(nodes.map { ($0.address, $0.live) }) { first, _ in first }
    var encoder = FieldEncoder(decimals: decimals)
    var bindings: [ImportResult.Binding] = []
    for ref in manifest.resources.byKind {
      let declared = manifest[ref]
      guard let live = byAddress[declared.address] else { continue }
      let (file, line) = manifest.line(of: declared.origin, at: [FieldPath]())
      // An address of the project that is not of these files is none of the import's.
      guard result.files[file] != nil else { continue }
      bindings.append(
        .init(
          resource: StoredResource(
            address: declared.address, id: live.id, status: live.status,
            attributes: encoder.encode(manifest.fields(of: ref).meaning(beside: live.fields)),
            defaulted: declared.defaulted,
            start: live.fields[.start]?.day),
          file: file, line: line))
    }
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
      if let id = audience.value.definition.externalID { known[id] = audience.address.key }
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

extension Fields {
  /// The same with the hours that the account has on the declared days.
  fileprivate func meaning(beside live: Self) -> Self {
    var fields = self
    for path in [FieldPath.start, .end] {
      fields[path] = fields[path]?.meaning(beside: live[path])
    }
    return fields
  }
}
