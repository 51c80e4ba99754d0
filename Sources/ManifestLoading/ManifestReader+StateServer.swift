import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

/// What only backend `http` takes.
extension ManifestReader {
  /// Reports a block of the backend that does not say where the server is.
  func requireAddress(_ block: YAMLNode) {
    guard manifest.state.backend == .http else { return }
    nodes.report(
      .fieldMissing, "state of backend http has no address", at: block.span,
      hint: "write `address: https://gitlab.example/api/v4/projects/7/terraform/state/ads`")
  }

  func readAddress(_ node: YAMLNode, _ key: String) -> String? {
    guard let text = nodes.text(node, "state.\(key)") else { return nil }
    switch StateAddress.fault(of: text) {
    case nil: return text
    case .insecure?:
      nodes.report(
        .fieldUnknownValue,
        "state.\(key) \(quoted(text)) would send the password in the clear", at: node.span,
        hint: "write `https://`; `http://` is for this machine alone")
    // What is secret was told of before anything was read.
    case .notAnAddress?, .secret?:
      nodes.report(
        .fieldUnknownValue, "state.\(key) \(quoted(text)) is no address of a server", at: node.span,
        hint: "write one such as `https://gitlab.example/api/v4/projects/7/terraform/state/ads`")
    }
    return nil
  }

  func readMethod(_ node: YAMLNode, _ key: String) -> String? {
    guard let text = nodes.text(node, "state.\(key)") else { return nil }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      nodes.report(
        .fieldUnknownValue, "state.\(key) \(quoted(text)) is no method", at: node.span,
        hint: "write one in capital letters, such as `LOCK` or `POST`")
      return nil
    }
    return text
  }
}
