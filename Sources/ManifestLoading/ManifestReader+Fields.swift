import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

/// One resource on its way out of the YAML.
private struct FieldReading<Value: CataloguedResource> {
  var declared: Declared<Value>
  /// The campaign's, which says what a bid means; none when it could not be read.
  let objective: Objective?
  /// What was written, readable or not.
  var seen: [FieldPath] = []
  /// The nodes of what is below the resource.
  var below: [ResourceKind: YAMLNode] = [:]

  mutating func set(_ path: FieldPath, _ value: FieldValue) {
    let isKnown = declared.value.set(path, value)
    precondition(isKnown, "a field is read as what it holds")
  }
}

extension ManifestReader {
  /// Reads the fields of a resource as the catalogue has them, and returns the nodes of what is below it.
  ///
  /// A field that may not be left out and is, is reported at the resource's key; without a key that is
  /// for the caller to do.
  func readFields<Value: CataloguedResource>(
    _ node: YAMLNode, of declared: inout Declared<Value>, key: YAMLNode?,
    objective: Objective? = nil
  ) -> [ResourceKind: YAMLNode] {
    var reading = FieldReading(declared: declared, objective: objective)
    if !node.isNone { read(node, as: Catalogue.mapping(of: Value.kind), &reading) }
    declared = reading.declared
    for property in Value.properties where !reading.seen.contains(property.path) {
      switch property.field.leftOut {
      case .absent: break
      case .word, .key:
        // What is fixed was settled when the resource was created.
        if !property.field.isFixed { declared.declaration.defaulted.append(property.path) }
      case .refused(let hint):
        guard let key, declared.isReadable(property.path) else { continue }
        nodes.report(
          .fieldMissing, "\(declared.address) has no \(property.path)", at: key.span, hint: hint)
        declared.declaration.unreadable.append(property.path)
      }
    }
    return reading.below
  }

  private func read<Value>(
    _ node: YAMLNode, as mapping: FieldMapping, _ reading: inout FieldReading<Value>
  ) {
    guard nodes.isMapping(node, mapping.title, example: mapping.keys.first?.name) else {
      reading.declared.declaration.unreadable +=
        mapping.path.map { [$0] } ?? mapping.keys.map { FieldPath($0.name) }
      return
    }
    for entry in node.entries {
      guard let key = entry.key.withBytes({ mapping.key($0) }) else {
        let known = mapping.keys.map(\.name)
        let meant = nodes.reportUnknown(entry.key, among: known, in: mapping.title)
        // What it was probably meant to be is misspelt, not missing.
        if let path = meant.map({ mapping.path(of: $0) }) ?? mapping.path {
          reading.declared.declaration.unreadable.append(path)
        }
        continue
      }
      guard !entry.value.isNone else { continue }
      switch key.content {
      case .field(let field): read(entry.value, as: field, &reading)
      case .mapping(let mapping): read(entry.value, asPartOf: mapping, &reading)
      case .resources(let kind): reading.below[kind] = entry.value
      case .lifecycle:
        let (preventArchive, ignored) = readLifecycle(entry.value, of: Value.kind)
        if let preventArchive { reading.set(.preventArchive, .flag(preventArchive)) }
        reading.declared.declaration.ignoredChanges += ignored
      }
    }
  }

  /// Reads several fields that stand in a mapping of their own.
  private func read<Value>(
    _ node: YAMLNode, asPartOf mapping: FieldMapping, _ reading: inout FieldReading<Value>
  ) {
    guard let path = mapping.path else { preconditionFailure("only a resource has no path") }
    guard !isLone(node, path, mapping.fields) else {
      reading.declared.declaration.unreadable.append(path)
      return
    }
    read(node, as: mapping, &reading)
    if path == .budget, [.dailyBudget, .lifetimeBudget].allSatisfy(reading.seen.contains),
      reading.declared.isReadable(path)
    {
      nodes.report(
        .budgetTwoTypes, "\(reading.declared.address) has a daily and a lifetime budget",
        at: node.span, hint: "keep one of them; a spend_limit on the campaign can cap the other")
      reading.declared.declaration.unreadable.append(path)
    }
  }

  private func read<Value>(
    _ node: YAMLNode, as field: FieldDefinition, _ reading: inout FieldReading<Value>
  ) {
    reading.seen.append(field.path)
    let mistakes = nodes.diagnostics.count
    var isReadable = true
    if let value = value(node, of: field, objective: reading.objective) {
      reading.set(value.path, value.value)
      isReadable = field.type == .pairs || nodes.diagnostics.count == mistakes
    } else {
      isReadable = false
    }
    if !isReadable { reading.declared.declaration.unreadable.append(field.path) }
  }

  /// What is written at a field, and the field that it is of: a bid may name its type.
  private func value(
    _ node: YAMLNode, of field: FieldDefinition, objective: Objective?
  ) -> (path: FieldPath, value: FieldValue)? {
    if field.type == .bid { return readBid(node, objective: objective) }
    return value(node, field.path.text, field.type).map { (field.path, $0) }
  }

  private func value(_ node: YAMLNode, _ what: String, _ type: FieldType) -> FieldValue? {
    switch type {
    case .text, .url: nodes.text(node, what).map(FieldValue.text)
    case .keyword: keywordText(node).map(FieldValue.text)
    case .pin: readPin(node).map(FieldValue.text)
    case .money, .namedBid, .bid: nodes.money(node, what, in: currency).map(FieldValue.money)
    case .day: nodes.day(node, what).map(FieldValue.day)
    case .flag: nodes.flag(node, what).map(FieldValue.flag)
    case .integer: nodes.integer(node, what).map(FieldValue.integer)
    case .word(let words): nodes.word(node, what, among: words).map(FieldValue.text)
    case .texts, .sequence: .list(nodes.texts(node, what))
    case .words(let words): .list(nodes.words(node, what, among: words))
    case .pairs: readPairs(node, what).map(FieldValue.list)
    }
  }
}

extension FieldMapping {
  /// The path of one of its keys.
  fileprivate func path(of key: String) -> FieldPath {
    path.map { FieldPath("\($0).\(key)") } ?? FieldPath(key)
  }
}
