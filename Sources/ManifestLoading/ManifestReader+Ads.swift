import AdsModel
import Diagnostics
import Foundation
import YAMLSyntax

extension ManifestReader {
  func readKeywords(_ node: YAMLNode, of adGroup: Address, adGroup index: Int) {
    for item in nodes.list(node, "keywords") where !item.isNone {
      nodes.address = adGroup
      guard let declared = readKeyword(item, of: adGroup, adGroup: index) else { continue }
      manifest.keywords.append(declared)
    }
  }

  private func readKeyword(_ node: YAMLNode, of adGroup: Address, adGroup index: Int)
    -> Declared<Keyword>?
  {
    if node.kind == .scalar {
      guard let text = keywordText(node) else { return nil }
      let keyword = Keyword(text: text)
      return Declared(
        .keyword(in: adGroup, .broad, text), keyword, origin: origin(node), parent: index)
    }
    var text: String?
    var match: MatchType? = .broad
    var bid: Money?
    var lifecycle: YAMLNode?
    let mistakes = nodes.diagnostics.count
    var hasText = false
    nodes.read(node, as: KeywordField.self) { field, value in
      switch field {
      case .text:
        hasText = true
        text = keywordText(value)
      case .match: match = nodes.word(value, "match")
      case .bid: bid = nodes.money(value, "bid", in: currency)
      case .lifecycle: lifecycle = value
      }
    }
    if !hasText, nodes.diagnostics.count == mistakes {
      nodes.report(
        .fieldMissing, "a keyword has no text", at: node.start,
        hint: "write `{ text: corner sofa, match: exact }`")
    }
    guard let text, let match else { return nil }
    var declared = Declared(
      .keyword(in: adGroup, match, text), Keyword(text: text, match: match, bid: bid),
      origin: origin(node), parent: index)
    if nodes.diagnostics.count > mistakes { declared.unreadable.append(.bid) }
    if let lifecycle {
      declared.value.preventArchive = readLifecycle(lifecycle, into: &declared)
    }
    return declared
  }

  private func keywordText(_ node: YAMLNode) -> String? {
    guard let text = nodes.text(node, "a keyword") else { return nil }
    return Keyword.normalized(text)
  }

  func readAd(_ address: Address, _ entry: YAMLEntry, adGroup index: Int) {
    let node = entry.value
    var declared = Declared(
      address, Ad(pin: ""), origin: origin(node, key: entry.key), parent: index)
    var hasStatus = false
    var hasPin = false
    var misspelt: Set<AdField> = []
    if !node.isNone {
      misspelt = nodes.read(node, as: AdField.self) { field, value in
        switch field {
        case .pin:
          hasPin = true
          set(&declared, .pin, readPin(value)) { $0.pin = $1 }
        case .name: set(&declared, .name, nodes.text(value, "name")) { $0.name = $1 }
        case .status:
          hasStatus = true
          set(&declared, .status, nodes.word(value, "status")) { $0.status = $1 }
        case .destinationURL:
          set(&declared, .destinationURL, nodes.text(value, "destination_url")) {
            $0.destinationURL = $1
          }
        case .trackingParams: readTrackingParams(value, into: &declared)
        case .lifecycle: declared.value.preventArchive = readLifecycle(value, into: &declared)
        }
      }
    }
    if !hasStatus { declared.defaulted.append(.status) }
    declared.unreadable += misspelt.map { FieldPath($0.rawValue) }
    if !hasPin, !misspelt.contains(.pin) {
      nodes.report(
        .fieldMissing, "\(address) has no pin", at: entry.key.span,
        hint: "write `pin:` with the Pin's id in quotes, or its URL")
      declared.unreadable.append(.pin)
    }
    manifest.ads.append(declared)
  }

  /// The id of a Pin, from the id itself or from a Pin URL.
  private func readPin(_ node: YAMLNode) -> String? {
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

  private func readTrackingParams(_ node: YAMLNode, into declared: inout Declared<Ad>) {
    guard nodes.isMapping(node, "tracking_params", example: "utm_source") else {
      declared.unreadable.append(.trackingParams)
      return
    }
    for entry in node.entries where !entry.value.isNone {
      let name = entry.key.string
      guard !name.isEmpty, !name.utf8.contains(where: { "=&#?% \t\n".utf8.contains($0) }) else {
        nodes.report(
          .adURLInvalid, "tracking parameter \(quoted(name)) cannot stand in a URL",
          at: entry.key.span, hint: "use letters, digits, - and _, such as `utm_source`")
        continue
      }
      guard let value = nodes.text(entry.value, "tracking_params.\(clipped(name))") else {
        continue
      }
      declared.value.trackingParams.append(Ad.TrackingParam(name: name, value: value))
    }
  }
}
