import AdsModel
import Diagnostics
import YAMLSyntax

extension ManifestReader {
  /// The amounts of a budget or spend limit.
  func readAmounts<Value: Resource>(
    _ node: YAMLNode, _ what: String, into declared: inout Declared<Value>
  ) -> (daily: Money?, lifetime: Money?) {
    var amounts: [AmountField: Money] = [:]
    let mistakes = nodes.diagnostics.count
    guard !isLoneAmount(node, what) else {
      declared.unreadable.append(FieldPath(what))
      return (nil, nil)
    }
    nodes.read(node, as: AmountField.self) { field, value in
      amounts[field] = nodes.money(value, "\(what).\(field.rawValue)", in: currency)
    }
    if nodes.diagnostics.count > mistakes { declared.unreadable.append(FieldPath(what)) }
    return (amounts[.daily], amounts[.lifetime])
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

  func readBudget<Value: Resource>(_ node: YAMLNode, into declared: inout Declared<Value>)
    -> Budget?
  {
    let (daily, lifetime) = readAmounts(node, "budget", into: &declared)
    if daily != nil, lifetime != nil {
      nodes.report(
        .budgetTwoTypes, "\(declared.address) has a daily and a lifetime budget", at: node.span,
        hint: "keep one of them; a spend_limit on the campaign can cap the other")
      declared.unreadable.append(FieldPath("budget"))
    }
    return daily.map(Budget.daily) ?? lifetime.map(Budget.lifetime)
  }

  func readSchedule<Value: Resource>(_ node: YAMLNode, into declared: inout Declared<Value>)
    -> Schedule
  {
    var schedule = Schedule()
    guard !isLoneDay(node) else {
      declared.unreadable += [.start, .end]
      return schedule
    }
    nodes.read(node, as: ScheduleField.self) { field, value in
      let day = nodes.day(value, "schedule.\(field.rawValue)")
      if day == nil { declared.unreadable.append(field == .start ? .start : .end) }
      if field == .start { schedule.start = day } else { schedule.end = day }
    }
    return schedule
  }

  /// A plain amount, a named one, or `automatic`; whether the type fits is a rule's question.
  func readBid(_ node: YAMLNode, objective: Objective?) -> Bid? {
    switch node.kind {
    case .scalar:
      guard node.string != "automatic" else { return .automatic }
      guard node.string != "auto" else {
        nodes.report(
          .moneyNotAnAmount, "bid \"auto\" is not an amount", at: node.span,
          hint: "write `automatic`, or an amount")
        return nil
      }
      return nodes.money(node, "bid", in: currency).map(Bid.plain)
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
      return objective?.plainBidType == type ? .plain(amount) : .named(amount, type)
    }
  }

  func readLifecycle<Value: Resource>(_ node: YAMLNode, into declared: inout Declared<Value>)
    -> Bool?
  {
    var preventArchive: Bool?
    nodes.read(node, as: LifecycleField.self) { field, value in
      switch field {
      case .preventArchive:
        preventArchive = nodes.flag(value, "lifecycle.prevent_archive")
      case .ignoreChanges:
        let known = Value.kind.fieldNames
        for item in nodes.list(value, "lifecycle.ignore_changes") where !item.isNone {
          guard let text = nodes.text(item, "lifecycle.ignore_changes") else { continue }
          if known.contains(text) {
            declared.ignoredChanges.append(FieldPath(text))
          } else {
            let nearest = Suggestion.nearest(to: text, among: known)
            nodes.report(
              .fieldUnknownValue,
              "lifecycle.ignore_changes: \(Value.kind.title) has no field \(quoted(text))",
              at: item.span,
              hint: nearest.map { "did you mean `\($0)`?" }
                ?? "it takes " + known.joined(separator: ", "))
          }
        }
      }
    }
    return preventArchive
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

extension ResourceKind {
  /// The fields that `ignore_changes` may name, whole groups too.
  var fieldNames: [String] {
    let names: [String] =
      switch self {
      case .campaign:
        [
          "name", "status", "spend_limit", "spend_limit.daily", "spend_limit.lifetime", "budget",
          "budget.daily", "budget.lifetime", "schedule", "schedule.start", "schedule.end",
        ]
      case .adGroup:
        [
          "name", "status", "placement", "schedule", "schedule.start", "schedule.end", "budget",
          "budget.daily", "budget.lifetime", "bid", "targeting",
        ]
          + TargetingField.allCases.map { "targeting.\($0.rawValue)" }
      case .keyword: ["bid"]
      case .ad: ["name", "status", "destination_url", "tracking_params"]
      case .audience:
        AudienceField.allCases.map(\.rawValue).filter { $0 != "type" && $0 != "lifecycle" }
      }
    return names
  }
}
