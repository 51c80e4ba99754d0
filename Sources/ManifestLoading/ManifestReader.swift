import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

/// Reads the documents of one project into a manifest.
///
/// A resource with a mistake in it is kept, with the field marked unreadable, so that one mistake
/// does not make others out of what depends on it.
final class ManifestReader {
  let nodes = NodeReader()
  var manifest = Manifest(account: Account(name: "", country: "", currency: .usd))
  /// The account's currency; none when it could not be told, then amounts may have six decimals.
  var currency: Currency?
  /// Where each campaign and audience was first declared, to tell of a second declaration.
  private var declared: [Address: SourceSpan] = [:]
  private var fileIndex = 0

  /// Reads `pinplan.yaml`; the other files follow in path order.
  func readRoot(_ document: YAMLDocument) {
    start(document)
    defer { finish(document) }
    guard let root = document.root, !root.isNone else {
      nodes.report(
        .fieldMissing, "the file is empty", at: .start(of: document.file),
        hint: "write `version: 1` and an account; `pinplan init` makes a project")
      return
    }
    guard nodes.isMapping(root, RootField.mapping, example: "version") else { return }
    // The account comes first, wherever it stands: amounts need its currency.
    var values: [RootField: YAMLNode] = [:]
    nodes.read(root, as: RootField.self) { values[$0] = $1 }
    readVersion(values[.version], root: root)
    if let target = values[.target], let kind: TargetKind = nodes.word(target, "target") {
      manifest.target = kind
      // Against the real account its own floors hold, and what is written here.
      if kind == .pinterest { manifest.minimumBids = .none }
    }
    if let drift = values[.drift], let policy: DriftPolicy = nodes.word(drift, "drift") {
      manifest.drift = policy
    }
    if let state = values[.state] { readState(state) }
    readAccount(values[.account], root: root)
    manifest.state.accountName = manifest.account.name
    if let rates = values[.exchangeRates] { readExchangeRates(rates) }
    if let bids = values[.minimumBids] { readMinimumBids(bids) }
    if let guardrails = values[.guardrails] { readGuardrails(guardrails) }
    for field in RootField.allCases where field.isForEveryFile {
      if let node = values[field] { readResources(field, node) }
    }
  }

  /// Reads a file that an include brought in.
  func read(_ document: YAMLDocument) {
    start(document)
    defer { finish(document) }
    guard let root = document.root, !root.isNone else { return }
    guard nodes.isMapping(root, document.file, example: "campaigns") else { return }
    for entry in root.entries {
      guard let field = RootField(rawValue: entry.key.string) else {
        let known = RootField.allCases.filter(\.isForEveryFile).map(\.rawValue)
        nodes.reportUnknown(entry.key, among: known, in: "a file of campaigns")
        continue
      }
      guard field.isForEveryFile else {
        nodes.report(
          .yamlUnknownKey, "`\(field.rawValue)` has no effect outside pinplan.yaml",
          at: entry.key.span, hint: "move it to pinplan.yaml")
        continue
      }
      if !entry.value.isNone { readResources(field, entry.value) }
    }
  }

  func origin(_ node: YAMLNode, key: YAMLNode? = nil) -> Origin {
    Origin(
      file: fileIndex, node: node.index, key: key?.index, line: key?.line ?? node.line)
  }

  private func start(_ document: YAMLDocument) {
    fileIndex = manifest.files.count
    manifest.files.append(FileToReparse(document))
  }

  /// The last thing that is done with a document, which lives until then: the manifest does not keep it.
  private func finish(_ document: YAMLDocument) {
    nodes.finish(document)
    withExtendedLifetime(document) {}
  }

  private func readResources(_ field: RootField, _ node: YAMLNode) {
    switch field {
    case .campaigns: readCampaigns(node)
    case .audiences: readAudiences(node)
    case .moved: readMoves(node)
    case .version, .account, .target, .drift, .state, .include, .exchangeRates, .minimumBids,
      .guardrails:
      preconditionFailure("\(field.rawValue) is read with pinplan.yaml")
    }
  }

  /// Reads a mapping of keys to resources; keys that are none are reported and passed over.
  ///
  /// `read` gets the address that the key makes, and the entry.
  func readKeyed(
    _ node: YAMLNode, _ what: String, address: (String) -> Address,
    read: (Address, YAMLEntry) -> Void
  ) {
    guard nodes.isMapping(node, what, example: "my-key") else { return }
    let outer = nodes.address
    defer { nodes.address = outer }
    for entry in node.entries {
      let key = entry.key.string
      guard Address.isKey(key) else {
        nodes.address = outer
        reportInvalid(key: entry.key)
        continue
      }
      let address = address(key)
      nodes.address = address
      read(address, entry)
    }
  }

  private func reportInvalid(key: YAMLNode) {
    let slug = Address.key(suggestedBy: key.string)
    nodes.report(
      .keyInvalid, "\(quoted(key.string)) cannot be a key", at: key.span,
      hint: "use lower-case letters, digits, - and _, at most 64, first a letter or digit"
        + (slug.isEmpty ? "" : ", such as `\(slug)`; the name can hold anything"))
  }

  /// Whether this is the first declaration of a campaign or audience; a second one is reported.
  func isFirst(_ address: Address, at key: YAMLNode) -> Bool {
    let span = key.span
    guard let first = declared[address] else {
      declared[address] = span
      return true
    }
    nodes.report(
      .resourceDuplicate, "\(address) is declared twice", at: span,
      hint: "take one of them out, or give it another key",
      notes: [Diagnostic.Note("first declared here", at: first)])
    return false
  }
}

extension Manifest {
  /// Takes a resource in, after all that were written before it.
  @inline(__always)
  mutating func append<Value: Resource>(
    _ declared: consuming Declared<Value>, to list: WritableKeyPath<Self, [Declared<Value>]>
  ) {
    resources.add(Value.kind, below: declared.parent)
    self[keyPath: list].append(declared)
  }
}
