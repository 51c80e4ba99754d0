import AdsModel
import Diagnostics
import Foundation
import ManifestModel
import YAMLSyntax

extension ManifestReader {
  func readKeywords(_ node: YAMLNode, of adGroup: Address, adGroup index: Int) {
    guard nodes.isList(node, "keywords") else { return }
    nodes.address = adGroup
    for item in node.items where !item.isNone {
      readKeyword(item, of: adGroup, adGroup: index)
    }
  }

  private func readKeyword(_ node: YAMLNode, of adGroup: Address, adGroup index: Int) {
    if node.kind == .scalar {
      guard let text = keywordText(node) else { return }
      let address = Address.keyword(in: adGroup, .broad, text)
      manifest.append(
        Declared(address, Keyword(text: text), origin: origin(node), parent: index),
        to: \.keywords)
      return
    }
    var declared = Declared(adGroup, Keyword.blank, origin: origin(node), parent: index)
    let mistakes = nodes.diagnostics.count
    _ = readFields(node, of: &declared, key: nil)
    if declared.value.text.isEmpty, nodes.diagnostics.count == mistakes {
      nodes.report(
        .fieldMissing, "a keyword has no text", at: node.start,
        hint: "write `{ text: corner sofa, match: exact }`")
    }
    // Both are its identity.
    guard !declared.value.text.isEmpty, declared.isReadable(.match) else { return }
    declared.declaration.address = .keyword(in: adGroup, declared.value.match, declared.value.text)
    manifest.append(declared, to: \.keywords)
  }

  func keywordText(_ node: YAMLNode) -> String? {
    guard let text = nodes.text(node, "a keyword") else { return nil }
    return Keyword.normalized(text)
  }

  func readAd(_ address: Address, _ entry: YAMLEntry, adGroup index: Int) {
    var declared = Declared(
      address, Ad.blank, origin: origin(entry.value, key: entry.key), parent: index)
    _ = readFields(entry.value, of: &declared, key: entry.key)
    manifest.append(consume declared, to: \.ads)
  }

  /// The id of a Pin, from the id itself or from a Pin URL.
  func readPin(_ node: YAMLNode) -> String? {
    guard let text = nodes.text(node, "pin") else { return nil }
    if text.utf8.allSatisfy(isDigit) { return text }
    if let id = Self.pinID(ofURL: text) { return id }
    nodes.report(
      .yamlWrongType, "pin \(quoted(text)) is neither a Pin's id nor its URL", at: node.span,
      hint: "write the digits in quotes, or https://www.pinterest.com/pin/…/")
    return nil
  }

  /// `https://www.pinterest.co.uk/pin/some-words--813744226420795884/?x=y` and the like.
  static func pinID(ofURL text: String) -> String? {
    guard let scheme = text.range(of: "://"),
      ["http", "https"].contains(text[..<scheme.lowerBound])
    else { return nil }
    let parts = text[scheme.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[1] == "pin" else { return nil }
    let host = parts[0].lowercased().split(separator: ".")
    guard host.contains("pinterest"), host.last != "pinterest" else { return nil }
    let last = parts[2].prefix { $0 != "?" && $0 != "#" }
    let id = last.range(of: "--", options: .backwards).map { last[$0.upperBound...] } ?? last
    return !id.isEmpty && id.utf8.allSatisfy(isDigit) ? String(id) : nil
  }

  /// Names with values, each as `name=value`; none when it is no mapping.
  func readPairs(_ node: YAMLNode, _ what: String) -> [String]? {
    guard nodes.isMapping(node, what, example: "utm_source") else { return nil }
    var pairs: [String] = []
    for entry in node.entries where !entry.value.isNone {
      let name = entry.key.string
      guard !name.isEmpty, !name.utf8.contains(where: { "=&#?% \t\n".utf8.contains($0) }) else {
        nodes.report(
          .adURLInvalid, "tracking parameter \(quoted(name)) cannot stand in a URL",
          at: entry.key.span, hint: "use letters, digits, - and _, such as `utm_source`")
        continue
      }
      guard let value = nodes.text(entry.value, "\(what).\(clipped(name))") else { continue }
      pairs.append(name + "=" + value)
    }
    return pairs
  }
}
