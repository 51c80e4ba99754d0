import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

/// What a resource's mapping has shown so far.
private struct FieldReading {
  /// The campaign's, which says what a bid means; none when it could not be read.
  let objective: Objective?
  /// What was written, readable or not, by the places of its fields.
  var seen = FieldSet()
  /// The nodes of what is below the resource.
  var below = NodesBelow()
}

/// The nodes of the resources that a resource holds, by their kind.
struct NodesBelow {
  private var nodes: [(kind: ResourceKind, node: YAMLNode)] = []

  subscript(kind: ResourceKind) -> YAMLNode? { nodes.first { $0.kind == kind }?.node }

  mutating func add(_ node: YAMLNode, of kind: ResourceKind) { nodes.append((kind, node)) }
}

extension ManifestReader {
  /// Reads the fields of a resource as the catalogue has them, and returns the nodes of what is below it.
  ///
  /// A field that may not be left out and is, is reported at the resource's key; without a key that is
  /// for the caller to do. `mapping` and `leftOut` are those of the kind, or of a type of audiences.
  func readFields<Value: CataloguedResource>(
    _ node: YAMLNode, of declared: inout Declared<Value>, key: YAMLNode?,
    objective: Objective? = nil, as mapping: FieldMapping = Catalogue.mapping(of: Value.kind),
    leftOut: WhenLeftOut = Catalogue.whenLeftOut[Value.kind]
  ) -> NodesBelow {
    var reading = FieldReading(objective: objective)
    if !node.isNone { read(node, as: mapping, &declared, &reading) }
    declared.declaration.defaulted = leftOut.defaulted(without: reading.seen)
    for place in leftOut.refused where !reading.seen.contains(place) {
      let field = Value.properties[place].field
      guard case .refused(let hint) = field.leftOut, let key, declared.isReadable(field.path)
      else { continue }
      nodes.report(
        .fieldMissing, "\(declared.address) has no \(field.path)", at: key.span, hint: hint)
      declared.declaration.unreadable.append(field.path)
    }
    return reading.below
  }

  private func read<Value: CataloguedResource>(
    _ node: YAMLNode, as mapping: FieldMapping, _ declared: inout Declared<Value>,
    _ reading: inout FieldReading
  ) {
    guard nodes.isMapping(node, mapping.title, example: mapping.keys.first?.name) else {
      declared.declaration.unreadable +=
        mapping.path.map { [$0] } ?? mapping.keys.map { FieldPath($0.name) }
      return
    }
    for entry in node.entries {
      guard let key = entry.key.withBytes({ mapping.place(of: $0) }) else {
        if Value.kind == .audience, isOfAnotherType(entry, than: mapping) { continue }
        let known = mapping.keys.map(\.name)
        let meant = nodes.reportUnknown(entry.key, among: known, in: mapping.title)
        // What it was probably meant to be is misspelt, not missing.
        if let path = meant.map({ mapping.path(of: $0) }) ?? mapping.path {
          declared.declaration.unreadable.append(path)
        }
        continue
      }
      guard !entry.value.isNone else { continue }
      switch mapping.contents[key] {
      case .field(let field, let place):
        reading.seen.insert(place)
        read(entry.value, as: field, at: place, &declared, reading.objective)
      case .mapping(let mapping): read(entry.value, asPartOf: mapping, &declared, &reading)
      case .resources(let kind): reading.below.add(entry.value, of: kind)
      case .lifecycle:
        let (preventArchive, ignored) = readLifecycle(
          entry.value, of: Value.kind, mapping)
        if let preventArchive { take(.flag(preventArchive), at: .preventArchive, &declared) }
        declared.declaration.ignoredChanges += ignored
      }
    }
  }

  /// Reads several fields that stand in a mapping of their own.
  private func read<Value: CataloguedResource>(
    _ node: YAMLNode, asPartOf mapping: FieldMapping, _ declared: inout Declared<Value>,
    _ reading: inout FieldReading
  ) {
    guard let path = mapping.path else { preconditionFailure("only a resource has no path") }
    guard node.kind == .mapping || !isLone(node, path, mapping.fields) else {
      declared.declaration.unreadable.append(path)
      return
    }
    read(node, as: mapping, &declared, &reading)
    if path == .budget, declared.isReadable(path),
      mapping.holds([.dailyBudget, .lifetimeBudget], in: reading.seen)
    {
      nodes.report(
        .budgetTwoTypes, "\(declared.address) has a daily and a lifetime budget",
        at: node.span, hint: "keep one of them; a spend_limit on the campaign can cap the other")
      declared.declaration.unreadable.append(path)
    }
    if path == .source { checkSources(node, &declared) }
  }

  private func read<Value: CataloguedResource>(
    _ node: YAMLNode, as field: FieldDefinition, at place: Int, _ declared: inout Declared<Value>,
    _ objective: Objective?
  ) {
    let mistakes = nodes.diagnostics.count
    var isReadable = true
    if let value = value(node, of: field, objective: objective) {
      if value.path == field.path {
        // Kept alive by the type.
        let property = Unmanaged.passUnretained(Value.properties[place])
        let isTaken = property._withUnsafeGuaranteedRef { $0.set(&declared.value, value.value) }
        precondition(isTaken, "a field is read as what it holds")
      } else {
        take(value.value, at: value.path, &declared)
      }
      isReadable = nodes.diagnostics.count == mistakes || field.type == .pairs
    } else {
      isReadable = false
    }
    if !isReadable { declared.declaration.unreadable.append(field.path) }
  }

  private func take<Value: CataloguedResource>(
    _ value: FieldValue, at path: FieldPath, _ declared: inout Declared<Value>
  ) {
    let isTaken = declared.value.set(path, value)
    precondition(isTaken, "a field is read as what it holds")
  }

  /// What is written at a field, and the field that it is of: a bid may name its type.
  private func value(
    _ node: YAMLNode, of field: FieldDefinition, objective: Objective?
  ) -> (path: FieldPath, value: FieldValue)? {
    if case .bid = field.type { return readBid(node, objective: objective) }
    return value(node, field.path, field.type).map { (field.path, $0) }
  }

  private func value(_ node: YAMLNode, _ path: FieldPath, _ type: FieldType) -> FieldValue? {
    switch type {
    case .text, .url: nodes.text(node, path.text).map(FieldValue.text)
    case .keyword: keywordText(node).map(FieldValue.text)
    case .pin: readPin(node).map(FieldValue.text)
    case .money, .namedBid, .bid: nodes.money(node, path.text, in: currency).map(FieldValue.money)
    case .day: nodes.day(node, path.text).map(FieldValue.day)
    case .flag: nodes.flag(node, path.text).map(FieldValue.flag)
    case .integer: nodes.integer(node, path.text).map(FieldValue.integer)
    case .word(let words): nodes.word(node, path.text, among: words).map(FieldValue.text)
    case .texts, .sequence: .list(nodes.texts(node, path.text))
    case .words(let words): .list(nodes.words(node, path.text, among: words))
    case .pairs: readPairs(node, path.text).map(FieldValue.list)
    case .id: readID(node, path.text).map(FieldValue.text)
    case .country: readCountry(node, path.text).map(FieldValue.text)
    case .pins: .list(nodes.list(node, path.text).filter { !$0.isNone }.compactMap(readPin))
    case .hosts: .list(readHosts(node, path.text))
    case .conditions: .list(readConditions(node, path.text).map(\.text))
    case .filters: .list(readFilters(node, path.text).map(\.text))
    case .listSource: readListSource(node, path.text).map { .text($0.text) }
    }
  }
}

extension FieldMapping {
  /// Whether all of some of its fields are in a set.
  fileprivate func holds(_ paths: [FieldPath], in set: FieldSet) -> Bool {
    let places = keys.compactMap { key -> Int? in
      if case .field(let field, let place) = key.content, paths.contains(field.path) {
        place
      } else {
        nil
      }
    }
    return places.count == paths.count && places.allSatisfy(set.contains)
  }

  /// The path of one of its keys.
  fileprivate func path(of key: String) -> FieldPath {
    path.map { FieldPath("\($0).\(key)") } ?? FieldPath(key)
  }
}
