import AdsModel
import Diagnostics
import Outcomes

/// `audience forget` for people.
enum MembersForgottenText {
  static func render(_ forgotten: MembersForgotten) -> String {
    let address = Printable.text(forgotten.address.description)
    switch forgotten.count {
    case nil: return ""
    case 0?: return "Nobody is kept of \(address); nothing was written.\n"
    case let count?:
      return """
        Forgot \(count == 1 ? "1 person" : "\(count) people") of \(address). The account keeps them: the next plan takes
        everybody on the list for new.

        """
    }
  }
}
