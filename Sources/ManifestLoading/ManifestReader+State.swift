import AdsModel
import Diagnostics
import JSONSchema
import ManifestModel
import YAMLSyntax

extension ManifestReader {
  /// Reads nothing of `pinplan.yaml` but its `state:` block.
  func stateSettings(in document: YAMLDocument) -> StateSettings {
    // Nodes live as long as their document.
    manifest.files = [document]
    if let root = document.root, root.kind == .mapping, let node = root["state"], !node.isNone {
      readState(node)
    }
    return manifest.state
  }

  func readState(_ node: YAMLNode) {
    let before = nodes.diagnostics.count
    nodes.read(node, as: StateField.self) { field, value in
      switch field {
      case .backend:
        if let kind: StateBackendKind = nodes.word(value, "state.backend") {
          manifest.state.backend = kind
        }
      }
    }
    manifest.state.mistakes = Array(nodes.diagnostics[before...])
  }
}

extension StateField: DescribedField {
  var schema: Schema {
    switch self {
    case .backend:
      .words(StateBackendKind.self).defaulting(to: .string("sqlite"))
        .described("Where the state is: sqlite is .pinplan/state.db in the project's folder.")
    }
  }
}
