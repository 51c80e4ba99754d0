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

  private func readAudience(_ address: Address, _ entry: YAMLEntry) {
    let node = entry.value
    var declared = Declared(
      address, Audience(name: address.path, .external(id: nil)),
      origin: origin(node, key: entry.key))
    var values: [AudienceField: YAMLNode] = [:]
    var misspelt: Set<AudienceField> = []
    if !node.isNone { misspelt = nodes.read(node, as: AudienceField.self) { values[$0] = $1 } }
    declared.declaration.unreadable += misspelt.map { FieldPath($0.rawValue) }
    if let value = values[.type] {
      if let type: AudienceType = nodes.word(value, "type") {
        declared.value.definition = definition(type, values)
        reportForeign(values, to: type, in: node)
      } else {
        declared.declaration.unreadable.append(.type)
      }
    } else if !misspelt.contains(.type) {
      nodes.report(
        .fieldMissing, "\(address) has no type", at: entry.key.span,
        hint: "write `type:` with one of "
          + AudienceType.allCases.map(\.rawValue).joined(separator: ", "))
      declared.declaration.unreadable.append(.type)
    }
    if let value = values[.name] {
      set(&declared, .name, nodes.text(value, "name")) { $0.name = $1 }
    } else {
      declared.declaration.defaulted.append(.name)
    }
    if let value = values[.lifecycle] {
      (declared.value.preventArchive, declared.declaration.ignoredChanges) = readLifecycle(
        value, of: .audience)
    }
    manifest.append(declared, to: \.audiences)
  }

  private func definition(
    _ type: AudienceType, _ values: [AudienceField: YAMLNode]
  ) -> AudienceDefinition {
    func text(_ field: AudienceField) -> String? {
      values[field].flatMap { nodes.text($0, field.rawValue) }
    }
    func integer(_ field: AudienceField) -> Int64? {
      values[field].flatMap { nodes.integer($0, field.rawValue) }
    }
    func texts(_ field: AudienceField) -> [String] {
      values[field].map { nodes.texts($0, field.rawValue) } ?? []
    }
    switch type {
    case .visitor:
      return .visitor(
        .init(tag: text(.tag), retentionDays: integer(.retentionDays), events: texts(.events)))
    case .customerList:
      let isList = values[.identifiers]?.kind == .sequence
      return .customerList(
        .init(
          file: text(.source),
          identifiers: isList
            ? .several(texts(.identifiers)) : text(.identifiers).map { .one($0) }))
    case .engagement:
      var campaigns: [String] = []
      if let source = values[.source] {
        nodes.read(source, as: AudienceSourceField.self) { field, value in
          switch field {
          case .campaigns: campaigns = nodes.texts(value, "source.campaigns")
          }
        }
      }
      return .engagement(.init(kind: text(.engagement), campaigns: campaigns))
    case .actalike:
      return .actalike(
        .init(seed: text(.seed), country: text(.country), percentage: integer(.percentage)))
    case .external: return .external(id: text(.id))
    }
  }

  /// Reports what other types of audiences take.
  private func reportForeign(
    _ values: [AudienceField: YAMLNode], to type: AudienceType, in node: YAMLNode
  ) {
    for entry in node.entries {
      guard let field = AudienceField(rawValue: entry.key.string), values[field] != nil,
        !field.types.contains(type)
      else { continue }
      let types = field.types.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      nodes.report(
        .yamlUnknownKey,
        "an audience of type \(type.rawValue) has no key \(quoted(field.rawValue))",
        at: entry.key.span, hint: "it belongs to type \(types): take it out, or change the type")
    }
  }
}
