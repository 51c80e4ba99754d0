import AdsModel
import Diagnostics
import Planning

/// Writes the fields of something new: what was written, without the defaults.
struct CreationWriter {
  let values: ValueText

  func write(_ change: Change, indent: Int, on canvas: inout TextCanvas) {
    let written = written(in: change)
    if let words = plain(written) { canvas.paragraph(words, indent: indent, nil) }
    for line in lines(change, written) {
      canvas.paragraph(line.text, indent: indent, lead: line.label.padded(to: 11), nil)
    }
  }

  /// The same as phrases: `status paused`, `budget 25.00 GBP a day`.
  func phrases(_ change: Change) -> [String] {
    let written = written(in: change)
    return (plain(written).map { [$0] } ?? [])
      + lines(change, written).map { "\($0.label) \($0.text)" }
  }

  private func written(in change: Change) -> [FieldChange] {
    change.fields.filter {
      $0.path != .name && $0.after != nil && !change.defaulted.contains($0.path)
    }
  }

  private func plain(_ written: [FieldChange]) -> String? {
    let plain = written.filter { !$0.path.isNested && $0.path != .bid }
    guard !plain.isEmpty else { return nil }
    return plain.map { "\(Printable.text($0.path.text)) \(values.created($0))" }
      .joined(separator: ", ")
  }

  private func lines(_ change: Change, _ written: [FieldChange]) -> [(label: String, text: String)]
  {
    var lines: [(label: String, text: String)] = []
    var budgets: [String] = []
    var limits: [String] = []
    var criteria: [String] = []
    for field in written where field.path.isNested || field.path == .bid {
      let text = values.text(field.after)
      switch field.path {
      case .dailyBudget: budgets.append("\(text) a day")
      case .lifetimeBudget: budgets.append("\(text) in all")
      case .dailyLimit: limits.append("\(text) a day")
      case .lifetimeLimit: limits.append("\(text) in all")
      case .bid: lines.append(("bid", text))
      case .bidCPI: lines.append(("bid", "\(text) an install"))
      case .bidCPC: lines.append(("bid", "\(text) a click"))
      case .start, .end: break
      case .includedAudiences: criteria.append("audiences \(text)")
      case .excludedAudiences: criteria.append("without audiences \(text)")
      case let path where path.text.hasPrefix("targeting."):
        criteria.append("\(Printable.text(String(path.text.dropFirst(10)))) \(text)")
      case let path: lines.append((Printable.text(path.text) + " ", text))
      }
    }
    if !limits.isEmpty { lines.insert(("limit", limits.joined(separator: ", ")), at: 0) }
    if !budgets.isEmpty { lines.insert(("budget", budgets.joined(separator: ", ")), at: 0) }
    if let days = days(of: change) { lines.append(("runs", days)) }
    if !criteria.isEmpty { lines.append(("shown to", criteria.joined(separator: "; "))) }
    return lines
  }

  private func days(of change: Change) -> String? {
    let written = change[.start]?.after?.day
    let end = change[.end]?.after?.day
    guard let start = written ?? change.start else { return end.map { "until \($0)" } }
    return end.map { "\(start) to \($0)" } ?? "from \(start), no end"
  }
}

extension FieldPath {
  fileprivate var isNested: Bool { text.utf8.contains(UInt8(ascii: ".")) }
}
