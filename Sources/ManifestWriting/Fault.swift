import AdsModel
import Diagnostics
import ManifestModel

/// One mistake, known again in a project that was changed: lines move, what is wrong stays.
struct Fault: Hashable {
  let code: DiagnosticCode
  let message: String
  let address: String?

  init(_ diagnostic: Diagnostic) {
    code = diagnostic.code
    message = diagnostic.message
    address = diagnostic.address
  }
}

extension [Diagnostic] {
  /// The errors among them that a project did not have before.
  func errors(besides known: Set<Fault>) -> [Diagnostic] {
    filter { $0.severity == .error && !known.contains(Fault($0)) }
  }
}
