import AdsModel
import ArgumentParser
import Diagnostics

extension PlanOptionsGroup {
  /// The same with what the variables of a job say: an action hands texts on, of one a line.
  ///
  /// What a plan was told, its apply has to be told too, so both read the same.
  func adding(_ environment: [String: String]) throws -> Self {
    func lines(_ variable: String) -> [String] {
      (environment[variable] ?? "").split(whereSeparator: \.isNewline)
        .map { String($0.trimming { $0 == " " || $0 == "\t" }) }.filter { !$0.isEmpty }
    }
    func isTrue(_ variable: String) throws -> Bool {
      switch environment[variable] ?? "" {
      case "", "false": return false
      case "true": return true
      case let text:
        throw ValidationError("\(variable) is \(quoted(text)); write `true` or `false`")
      }
    }
    var group = self
    group.replace += try lines("PINPLAN_REPLACE").map { text in
      guard let address = Address(argument: text) else {
        throw ValidationError(
          "PINPLAN_REPLACE: \(quoted(text)) is not an address, such as campaign/spring")
      }
      return address
    }
    group.overriding.override += lines("PINPLAN_OVERRIDE")
    if group.overriding.reason == nil { group.overriding.reason = lines("PINPLAN_REASON").first }
    group.overwriteDrift = try overwriteDrift || isTrue("PINPLAN_OVERWRITE_DRIFT")
    group.allowEmpty = try allowEmpty || isTrue("PINPLAN_ALLOW_EMPTY")
    try group.overriding.validate()
    return group
  }
}

extension StringProtocol {
  fileprivate func trimming(_ isOuter: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let last = rest.last, isOuter(last) { rest.removeLast() }
    return rest.drop(while: isOuter)
  }
}
