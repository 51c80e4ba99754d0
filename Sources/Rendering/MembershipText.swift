import AdsModel
import Planning

extension Membership {
  /// `+120 −14`: who comes and who goes.
  var remark: String {
    let parts =
      [add > 0 ? "+" + Amounts.grouped(Int(add)) : nil]
      + [remove > 0 ? "−" + Amounts.grouped(Int(remove)) : nil]
    return parts.compactMap(\.self).joined(separator: " ")
  }
}

extension FieldChange {
  /// Whether there is anything to show: as many people as before may be others.
  var isShown: Bool { path == .members || !FieldValue.same(before, after, at: path) }
}

extension ValueText {
  /// Both sides of a change, with who comes and goes where it is one of members.
  func sides(
    _ field: FieldChange, _ membership: Membership?
  ) -> (before: String, after: String, remark: String?) {
    if field.path == .membersAdded || field.path == .membersRemoved {
      return ("", Amounts.grouped(field.after?.text ?? "0"), nil)
    }
    guard field.path == .members else { return sides(field) }
    let (before, after) = (field.before?.text ?? "", field.after?.text ?? "0")
    return (Amounts.grouped(before), Amounts.grouped(after), membership?.remark)
  }
}

extension ValueText {
  /// The value of something new.
  func created(_ field: FieldChange) -> String {
    field.path == .members ? sides(field, nil).after : text(field.after)
  }
}
