import AdsModel
import Diagnostics
import Planning

/// A change in one line, for places that show nothing else of it.
struct ChangeSentence {
  private let values: ValueText

  /// The name under which reports file changes, beside the codes of rules.
  static let code = "pinplan.change"

  init(currency: Currency) { values = ValueText(amounts: Amounts(currency: currency)) }

  /// `update ad_group/spring-sale/uk-women`.
  func title(_ change: Change) -> String {
    "\(change.action.rawValue) \(Printable.text(change.address.description))"
  }

  /// `"UK women": bid 0.35 → 0.45 GBP (+28.6 %); goes into review`.
  func text(_ change: Change) -> String {
    let parts = what(change) + change.notes.map(Printable.text)
    return
      ([Printable.quoted(change.name)] + (parts.isEmpty ? [] : [parts.joined(separator: "; ")]))
      .joined(separator: ": ")
  }

  private func what(_ change: Change) -> [String] {
    switch change.action {
    case .create:
      change.address.kind == .keyword
        ? ["keyword \(values.keyword(change))"] : CreationWriter(values: values).phrases(change)
    case .update, .replace:
      change.fields.filter(\.isShown).map { field($0, change.membership) }
    case .archive: [ChangeWriter.causeOfArchiving(change.reason)]
    }
  }

  private func field(_ field: FieldChange, _ membership: Membership?) -> String {
    let path = Printable.text(field.path.text)
    if case .list(let before) = field.before ?? .list([]),
      case .list(let after) = field.after ?? .list([]),
      let members = ValueText.members(from: before, to: after)
    {
      return "\(path) \(members)" + (field.moverRemark.map { " (\($0))" } ?? "")
    }
    let sides = values.sides(field, membership)
    let remarks = [sides.remark, field.moverRemark].compactMap(\.self)
    let remark = remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))"
    return "\(path) \(sides.before.isEmpty ? "" : sides.before + " → ")\(sides.after)\(remark)"
  }
}
