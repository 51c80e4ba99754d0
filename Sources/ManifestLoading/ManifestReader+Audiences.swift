import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

extension ManifestReader {
  func readAudiences(_ node: YAMLNode) {
    readKeyed(node, "audiences", address: Address.audience) { address, entry in
      guard isFirst(address, at: entry.key) else { return }
      readAudience(address, entry)
    }
    nodes.address = nil
  }

  /// Its type says which keys it has; without one only what every type has is read.
  private func readAudience(_ address: Address, _ entry: YAMLEntry) {
    let node = entry.value
    var audience = Audience.blank
    audience.name = address.path
    var declared = Declared(address, audience, origin: origin(node, key: entry.key))
    if let type = node["type"].flatMap({ AudienceType(rawValue: $0.string) }) {
      declared.value.set(.type, .text(type.rawValue))
      _ = readFields(
        node, of: &declared, key: entry.key, as: Catalogue.mapping(of: type),
        leftOut: Catalogue.whenLeftOut(of: type))
      checkSource(of: &declared, key: entry.key)
    } else {
      _ = readFields(node, of: &declared, key: entry.key)
    }
    manifest.append(declared, to: \.audiences)
  }

  /// Whether a key that an audience does not have is one of another type's, which is reported.
  ///
  /// Of an audience whose type is not known nothing more is said.
  func isOfAnotherType(_ entry: YAMLEntry, than mapping: FieldMapping) -> Bool {
    guard mapping.path == nil else { return false }
    let types = Catalogue.audienceTypes(having: entry.key.string)
    guard !types.isEmpty else { return false }
    if !entry.value.isNone, mapping !== Catalogue.mapping(of: .audience) {
      let names = types.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      nodes.report(
        .yamlUnknownKey, "\(mapping.title) has no key \(quoted(entry.key.string))",
        at: entry.key.span, hint: "it belongs to type \(names): take it out, or change the type")
    }
    return true
  }

  /// A list has a file, unless something else fills it.
  private func checkSource(of declared: inout Declared<Audience>, key: YAMLNode) {
    guard let list = declared.value.definition.customerList, list.source == nil,
      list.sync != .external, declared.isReadable(.source), declared.isReadable(.sync)
    else { return }
    nodes.report(
      .fieldMissing, "\(declared.address) has no source", at: key.span,
      hint:
        "write `source:` with the path of the list, or `sync: external` when it is filled otherwise"
    )
    declared.declaration.unreadable.append(.source)
  }

  /// People engage with one kind of thing.
  func checkSources<Value: Resource>(_ node: YAMLNode, _ declared: inout Declared<Value>) {
    let written = node.entries.filter { !$0.value.isNone }
    guard written.count > 1, declared.isReadable(.source) else { return }
    let names = written.map(\.key.string)
    nodes.report(
      .audienceTwoSources,
      "the source of \(declared.address) names \(names.map { clipped($0) }.joined(separator: " and "))",
      at: written[1].key.span,
      hint: "keep one of them; declare an audience of its own for each of the others")
    declared.declaration.unreadable.append(.source)
  }
}
