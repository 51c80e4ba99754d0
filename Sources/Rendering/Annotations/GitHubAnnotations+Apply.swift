import AdsModel
import Diagnostics
import Outcomes
import Planning

extension GitHubAnnotations {
  /// What went wrong with an apply: diagnostics, and what failed at the line that caused it.
  package static func render(_ result: ApplyResult, folder: String = "") -> String {
    // Amounts stand in changes alone.
    var lines = render(result.diagnostics, currency: .usd, folder: folder)
    for step in result.failed {
      lines += error(
        titled: "\(step.action.rawValue) \(step.address)", step.error ?? "it failed",
        at: step.source, folder)
    }
    return lines
  }
}
