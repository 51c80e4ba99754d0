import AdsModel
import Diagnostics
import Outcomes

/// `state check` for people.
enum StateCheckText {
  static func render(_ check: StateCheck) -> String {
    var text = ""
    for finding in check.findings {
      text += "\(finding.severity.rawValue)[\(finding.code.rawValue)]: "
      text += Printable.text(finding.message) + "\n"
    }
    return text + (check.isOK ? "The state is whole.\n" : "The state is not whole.\n")
  }
}
