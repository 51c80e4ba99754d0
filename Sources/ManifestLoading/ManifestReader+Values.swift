import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

extension ManifestReader {
  /// Says what a single value lacks where several fields have their place.
  func isLone(_ node: YAMLNode, _ path: FieldPath, _ fields: [FieldDefinition]) -> Bool {
    if fields.allSatisfy({ $0.type == .money }) { return isLoneAmount(node, path.text) }
    return fields.allSatisfy { $0.type == .day } && isLoneDay(node)
  }

  /// Says what an amount lacks that does not tell whether it is for a day or for all of them.
  private func isLoneAmount(_ node: YAMLNode, _ what: String) -> Bool {
    guard node.kind == .scalar, case .success = Money.parse(node.string, decimals: 6)
    else { return false }
    let amount = clipped(node.string)
    nodes.report(
      .yamlWrongType, "\(what) \(quoted(node.string)) does not say whether it is daily or lifetime",
      at: node.span,
      hint: "write `{ daily: \(amount) }` for each day, or `{ lifetime: \(amount) }` for all of it")
    return true
  }

  /// Says what a day lacks that does not tell whether it is the first or the last.
  private func isLoneDay(_ node: YAMLNode) -> Bool {
    guard node.kind == .scalar, let day = Day(parsing: node.string) else { return false }
    nodes.report(
      .yamlWrongType, "schedule \(quoted(node.string)) does not say whether it starts or ends then",
      at: node.span, hint: "write `{ start: \(day) }`, `{ end: \(day) }` or both")
    return true
  }

  /// A plain amount, a named one, or `automatic`; whether the type fits is a rule's question.
  func readBid(_ node: YAMLNode, objective: Objective?) -> (path: FieldPath, value: FieldValue)? {
    switch node.kind {
    case .scalar:
      guard node.string != Bid.automaticWord else { return (.bid, .text(Bid.automaticWord)) }
      guard node.string != "auto" else {
        nodes.report(
          .moneyNotAnAmount, "bid \"auto\" is not an amount", at: node.span,
          hint: "write `automatic`, or an amount")
        return nil
      }
      return nodes.money(node, "bid", in: currency).map { (.bid, .money($0)) }
    case .sequence:
      nodes.report(
        .yamlWrongType, "bid takes an amount, not a list", at: node.span,
        hint: "write an amount, `{ cpc: 0.40 }` or `automatic`")
      return nil
    case .mapping:
      var named: [(type: BidType, node: YAMLNode)] = []
      for entry in node.entries where !entry.value.isNone {
        guard let type = BidType(rawValue: entry.key.string) else {
          nodes.reportUnknown(entry.key, among: BidType.allCases.map(\.rawValue), in: "a bid")
          return nil
        }
        named.append((type, entry.value))
      }
      guard named.count == 1, let (type, value) = named.first else {
        nodes.report(
          .yamlWrongType, "bid names \(named.count) types", at: node.span,
          hint: "name one, such as `{ cpc: 0.40 }`")
        return nil
      }
      guard let amount = nodes.money(value, "bid.\(type.rawValue)", in: currency) else {
        return nil
      }
      return (objective?.plainBidType == type ? .bid : .bid(named: type), .money(amount))
    }
  }

  /// What a resource's lifecycle says: whether it may be archived, and which changes of what `mapping`
  /// has are left alone.
  func readLifecycle(
    _ node: YAMLNode, of kind: ResourceKind, _ mapping: FieldMapping
  ) -> (preventArchive: Bool?, ignored: [FieldPath]) {
    var preventArchive: Bool?
    var ignored: [FieldPath] = []
    nodes.read(node, as: LifecycleField.self) { field, value in
      switch field {
      case .preventArchive:
        preventArchive = nodes.flag(value, "lifecycle.prevent_archive")
      case .ignoreChanges:
        let known = mapping.changingNames
        for item in nodes.list(value, "lifecycle.ignore_changes") where !item.isNone {
          guard let text = nodes.text(item, "lifecycle.ignore_changes") else { continue }
          if known.contains(text) {
            ignored.append(FieldPath(text))
          } else {
            let nearest = Suggestion.nearest(to: text, among: known)
            nodes.report(
              .fieldUnknownValue,
              "lifecycle.ignore_changes: \(kind.title) has no field \(quoted(text))",
              at: item.span,
              hint: nearest.map { "did you mean `\($0)`?" }
                ?? "it takes " + known.joined(separator: ", "))
          }
        }
      }
    }
    return (preventArchive, ignored)
  }

  func readMoves(_ node: YAMLNode) {
    nodes.address = nil
    for item in nodes.list(node, "moved") where !item.isNone {
      var ends: [MoveField: Address] = [:]
      let mistakes = nodes.diagnostics.count
      nodes.read(item, as: MoveField.self) { field, value in
        guard let text = nodes.text(value, "moved.\(field.rawValue)") else { return }
        ends[field] = Address(parsing: text)?.normalized
        if ends[field] == nil {
          nodes.report(
            .movedInvalid, "moved.\(field.rawValue) \(quoted(text)) is not an address",
            at: value.span,
            hint: "write it like `campaign/spring-sale` or `ad_group/spring-sale/uk`")
        }
      }
      guard nodes.diagnostics.count == mistakes else { continue }
      guard let from = ends[.from], let to = ends[.to] else {
        nodes.report(
          .fieldMissing, "a moved entry has no \(ends[.from] == nil ? "from" : "to")",
          at: item.start, hint: "write `{ from: ADDRESS, to: ADDRESS }`")
        continue
      }
      manifest.moves.append(DeclaredMove(move: Move(from: from, to: to), origin: origin(item)))
    }
  }
}

extension FieldMapping {
  /// The fields that can change, and the mappings that hold several: what `ignore_changes` may name.
  fileprivate var changingNames: [String] {
    keys.flatMap { key -> [String] in
      switch key.content {
      case .field(let field, _): field.isFixed ? [] : [field.path.text]
      case .mapping(let mapping):
        [mapping.path?.text].compactMap(\.self)
          + mapping.keys.map { "\(key.name).\($0.name)" }
      case .resources, .lifecycle: []
      }
    }
  }
}
