import AdsModel
import Diagnostics
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
      address, Audience(type: .external, name: address.path), origin: origin(node, key: entry.key))
    var hasType = false
    var hasName = false
    var misspelt: Set<AudienceField> = []
    if !node.isNone {
      misspelt = nodes.read(node, as: AudienceField.self) { field, value in
        switch field {
        case .type:
          hasType = true
          set(&declared, .type, nodes.word(value, "type")) { $0.type = $1 }
        case .name:
          hasName = true
          set(&declared, .name, nodes.text(value, "name")) { $0.name = $1 }
        case .retentionDays, .percentage:
          if let number = nodes.integer(value, field.rawValue) { put(.integer(number)) }
        case .events: put(.list(nodes.texts(value, field.rawValue)))
        case .source where value.kind == .mapping:
          nodes.read(value, as: AudienceSourceField.self) { _, campaigns in
            let keys = nodes.texts(campaigns, "source.campaigns")
            if !keys.isEmpty { declared.value.details.put(.sourceCampaigns, .list(keys)) }
          }
        case .identifiers where value.kind == .sequence:
          put(.list(nodes.texts(value, field.rawValue)))
        case .id, .tag, .source, .identifiers, .engagement, .seed, .country:
          if let text = nodes.text(value, field.rawValue) { put(.text(text)) }
        case .lifecycle:
          (declared.value.preventArchive, declared.declaration.ignoredChanges) = readLifecycle(
            value, of: .audience)
        }
        func put(_ value: FieldValue) {
          declared.value.details.put(FieldPath(field.rawValue), value)
        }
      }
    }
    declared.value.details.sort()
    if !hasName { declared.declaration.defaulted.append(.name) }
    declared.declaration.unreadable += misspelt.map { FieldPath($0.rawValue) }
    if !hasType, !misspelt.contains(.type) {
      nodes.report(
        .fieldMissing, "\(address) has no type", at: entry.key.span,
        hint: "write `type:` with one of "
          + AudienceType.allCases.map(\.rawValue).joined(separator: ", "))
      declared.declaration.unreadable.append(.type)
    }
    manifest.append(declared, to: \.audiences)
  }
}
