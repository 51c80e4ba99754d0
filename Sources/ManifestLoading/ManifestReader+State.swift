import AdsModel
import CanonicalJSON
import Diagnostics
import ManifestModel
import YAMLSyntax

extension ManifestReader {
  /// Reads nothing of `pinplan.yaml` but its `state:` block.
  func stateSettings(in document: YAMLDocument) -> StateSettings {
    // Nodes live as long as their document, which the manifest does not keep.
    defer { withExtendedLifetime(document) {} }
    manifest.files = [FileToReparse(document)]
    if let root = document.root, root.kind == .mapping, let node = root["state"], !node.isNone {
      readState(node)
      if let account = root["account"], account.kind == .mapping, let name = account["name"],
        name.kind == .scalar
      {
        manifest.state.accountName = name.string
      }
    }
    return manifest.state
  }

  func readState(_ node: YAMLNode) {
    let before = nodes.diagnostics.count
    let secrets = readSecrets(node)
    defer { manifest.state.mistakes = Array(nodes.diagnostics[before...]) }
    if !secrets.isEmpty, node.kind != .mapping { return }
    var values: [StateField: (key: YAMLNode, value: YAMLNode)] = [:]
    for entry in node.kind == .mapping ? Array(node.entries) : [] {
      if let field = StateField(rawValue: entry.key.string) {
        values[field] = (entry.key, entry.value)
      }
    }
    nodes.read(node, as: StateField.self, besides: secrets) { field, value in
      switch field {
      case .backend:
        if let kind: StateBackendKind = nodes.word(value, "state.backend") {
          manifest.state.backend = kind
        }
      case .branch:
        if let name = nodes.text(value, "state.branch") { readBranch(name, value) }
      case .workspace:
        if let name = nodes.text(value, "state.workspace") {
          manifest.state.writtenWorkspace = name
        }
      case .address: manifest.state.address = readAddress(value, "address")
      case .lockAddress: manifest.state.lockAddress = readAddress(value, "lock_address")
      case .lockMethod: manifest.state.lockMethod = readMethod(value, "lock_method")
      case .unlockMethod: manifest.state.unlockMethod = readMethod(value, "unlock_method")
      }
    }
    refuseOtherKeys(values.map { ($0.key, $0.value.key) })
    if node.kind == .mapping, values[.address] == nil { requireAddress(node) }
  }

  /// Reports what should not be in a file, and returns the keys that it stands at; none of it is read, and no line
  /// of it is shown.
  private func readSecrets(_ node: YAMLNode) -> Set<String> {
    let entries = node.kind == .mapping ? Array(node.entries) : []
    var secrets = entries.compactMap { StateSecret($0.key, $0.value) }
    if node.kind != .mapping { secrets += [StateSecret(node)].compactMap(\.self) }
    for secret in secrets {
      nodes.report(.stateSecretInFile, secret.message, at: secret.span, hint: secret.hint)
      manifest.state.secretLines.formUnion(secret.span.start.line...secret.span.end.line)
    }
    return Set(secrets.map(\.key))
  }
}

extension ManifestReader {
  private func readBranch(_ name: String, _ node: YAMLNode) {
    guard GitBranchName.isValid(name) else {
      nodes.report(
        .fieldUnknownValue, "state.branch \(quoted(name)) is no name of a branch", at: node.span,
        hint: "write a name as git takes it, such as `\(StateSettings.defaultBranch)`")
      return
    }
    manifest.state.branch = name
  }

  /// Keys of another backend mean nothing, and somebody thinks that they do.
  private func refuseOtherKeys(_ keys: [(StateField, YAMLNode)]) {
    let kind = manifest.state.backend
    for (field, key) in keys where !field.backends.contains(kind) {
      let names = field.backends.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      nodes.report(
        .yamlUnknownKey, "state of backend \(kind.rawValue) has no key \(quoted(field.rawValue))",
        at: key.span, hint: "it belongs to backend \(names): take it out, or change the backend")
    }
  }
}

extension StateField: DescribedField {
  var schema: Schema {
    switch self {
    case .backend:
      .words(StateBackendKind.self).defaulting(to: .string("sqlite"))
        .described(
          "Where the state is: sqlite is .pinplan/state.db in the project's folder, git is a branch of its origin, postgres is a database that PINPLAN_STATE_URL names, http is a server that speaks Terraform's HTTP protocol, such as GitLab."
        )
    case .branch:
      .string().defaulting(to: .string(StateSettings.defaultBranch))
        .described("The branch that holds the state; of backend git.")
    case .workspace:
      .string().described(
        "Names this state among others of the branch or the database; the account's name when left out."
      )
    case .address:
      .string().described(
        "Where the server keeps the state; of backend http. User and password come from the environment."
      ).withExamples("https://gitlab.example/api/v4/projects/7/terraform/state/ads")
    case .lockAddress:
      .string().described(
        "Where its lock is taken; /lock below a GitLab address, else the address.")
    case .lockMethod:
      .string().described("How it is taken: POST where the address is GitLab's, else LOCK.")
    case .unlockMethod:
      .string().described(
        "How it is given back: DELETE where the address is GitLab's, else UNLOCK.")
    }
  }
}
