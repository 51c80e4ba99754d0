import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

extension ManifestReader {
  func readGuardrails(_ node: YAMLNode) {
    manifest.guardrailsOrigin = origin(node)
    nodes.read(node, as: GuardrailField.self) { field, value in
      let what = "guardrails.\(field.rawValue)"
      switch field {
      case .maxDailySpend:
        manifest.guardrails.maxDailySpend = nodes.money(value, what, in: currency)
      case .maxBidChange: manifest.guardrails.maxBidChange = nodes.percentage(value, what)
      case .maxBudgetChange: manifest.guardrails.maxBudgetChange = nodes.percentage(value, what)
      case .maxArchiveShare: manifest.guardrails.maxArchiveShare = nodes.percentage(value, what)
      case .maxListRemoval: manifest.guardrails.maxListRemoval = nodes.percentage(value, what)
      case .protect:
        let written = nodes.list(value, what, hint: SelectorHint.listHint).filter { !$0.isNone }
        manifest.guardrails.protected = written.compactMap { selector($0, what) }
      case .exemptions:
        manifest.guardrails.exemptions = items(value, what).compactMap { readExemption($0, what) }
      case .freeze:
        manifest.guardrails.freezes = items(value, what).compactMap { readFreeze($0, what) }
      case .naming: readNaming(value)
      }
    }
  }

  private func items(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
    nodes.list(node, what).filter { !$0.isNone }
  }

  private func selector(_ node: YAMLNode, _ what: String) -> Selector? {
    guard let text = nodes.text(node, what) else { return nil }
    if let selector = Selector(parsing: text) { return selector }
    nodes.report(
      .fieldUnknownValue, "\(what) \(quoted(text)) is not an address with globs",
      at: node.span, hint: SelectorHint.hint(for: text))
    return nil
  }

  private func readExemption(_ node: YAMLNode, _ what: String) -> Exemption? {
    var guardrail: ExemptibleGuardrail?
    var selector: Selector?
    var reason: String?
    var until: Day?
    readWhole(node, example: \ExemptionField.example) { field, value in
      let what = "\(what).\(field.rawValue)"
      switch field {
      case .rule: guardrail = exemptible(value, what)
      case .selector: selector = self.selector(value, what)
      case .reason: reason = nodes.text(value, what)
      case .until: until = nodes.day(value, what)
      }
    }
    guard let guardrail, let selector, let reason, let until else { return nil }
    return Exemption(
      guardrail: guardrail, selector: selector, reason: reason, until: until,
      origin: origin(node))
  }

  /// The guardrail that an exemption is from; what somebody who wrote its code meant is told.
  private func exemptible(_ node: YAMLNode, _ what: String) -> ExemptibleGuardrail? {
    guard let text = nodes.text(node, what) else { return nil }
    if let field = GuardrailField(rawValue: text), field.isAccountWide {
      nodes.report(
        .fieldUnknownValue,
        "\(what) \(quoted(text)) is about the whole account, so nothing can be exempt from it",
        at: node.span,
        hint: "raise the limit, or let it through once with `--override` and `--reason`")
      return nil
    }
    let codes = [text, "guardrail." + text]
    let meant = ExemptibleGuardrail.allCases.first { codes.contains($0.code.rawValue) }
    guard let meant, meant.rawValue != text else { return nodes.word(node, what) }
    nodes.report(
      .fieldUnknownValue, "\(what) has no value \(quoted(text))", at: node.span,
      hint: "did you mean `\(meant.rawValue)`?")
    return nil
  }

  private func readFreeze(_ node: YAMLNode, _ what: String) -> FreezeWindow? {
    var days: [FreezeField: (day: Day, place: SourceSpan)] = [:]
    var reason: String?
    readWhole(node, example: \FreezeField.example) { field, value in
      let what = "\(what).\(field.rawValue)"
      switch field {
      case .from, .to: days[field] = nodes.day(value, what).map { ($0, value.span) }
      case .reason: reason = nodes.text(value, what)
      }
    }
    guard let from = days[.from]?.day, let (to, place) = days[.to] else { return nil }
    if to < from {
      nodes.report(
        .scheduleEndBeforeStart, "a freeze window ends on \(to), before it begins on \(from)",
        at: place, hint: "write a `to` on \(from) or later")
    }
    return reason.map { FreezeWindow(from: from, to: to, reason: $0, origin: origin(node)) }
  }

  /// Reads a mapping all of whose keys are required.
  private func readWhole<Field: ManifestField>(
    _ node: YAMLNode, example: (Field) -> String, _ body: (Field, YAMLNode) -> Void
  ) {
    var missing = Set(Field.allCases)
    let misspelt = nodes.read(node, as: Field.self) { field, value in
      missing.remove(field)
      body(field, value)
    }
    for field in Field.allCases where missing.subtracting(misspelt).contains(field) {
      nodes.report(
        .fieldMissing, "\(Field.mapping) has no \(field.rawValue)", at: node.start,
        hint: "write `\(field.rawValue): \(example(field))`")
    }
  }

  private func readNaming(_ node: YAMLNode) {
    nodes.read(node, as: NamingField.self) { field, value in
      let what = "guardrails.naming.\(field.rawValue)"
      let written = value.kind == .sequence ? items(value, what) : [value]
      manifest.guardrails.naming[field.kind] = written.compactMap { pattern($0, what) }
    }
  }

  private func pattern(_ node: YAMLNode, _ what: String) -> NamePattern? {
    guard let text = nodes.text(node, what) else { return nil }
    let (mistake, hint): (String, String)
    switch NamePattern.parse(text) {
    case .success(let pattern): return pattern
    case .failure(.unclosed):
      (mistake, hint) = ("has a [ without its ]", "write `[[]` for the character [ itself")
    case .failure(.empty):
      (mistake, hint) = ("has nothing between [ and ]", "write the characters, such as `[a-z0-9]`")
    case .failure(.reversed(let first, let last)):
      (mistake, hint) = ("has a range that runs backwards", "write `[\(last)-\(first)]`")
    }
    nodes.report(
      .fieldUnknownValue, "\(what) \(quoted(text)) \(mistake)", at: node.span, hint: hint)
    return nil
  }
}

extension GuardrailField {
  fileprivate var isAccountWide: Bool { self == .maxDailySpend || self == .maxArchiveShare }
}

extension ExemptionField {
  fileprivate var example: String {
    switch self {
    case .rule: "max_bid_change"
    case .selector: "campaign/black-friday*"
    case .reason: "agreed with finance"
    case .until: "YYYY-MM-DD"
    }
  }
}

extension FreezeField {
  fileprivate var example: String { self == .reason ? "Black Friday" : "YYYY-MM-DD" }
}
