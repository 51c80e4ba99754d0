import AdsModel
import Diagnostics
import Documents
import Planning

/// What code hosts show beside the lines: diagnostics, and the changes of a plan.
struct LineRemarks {
  let diagnostics: [Diagnostic]
  var plan: Plan?
  let currency: Currency
}

extension Array {
  /// The forms for code hosts, which name files from the root of the checkout.
  static func annotations<Value>(_ remarks: @escaping (Value) -> LineRemarks) -> Self
  where Element == ReportForm<Value> {
    [
      ReportForm<Value>(format: .github) { value, setting in
        let remarks = remarks(value)
        let text = GitHubAnnotations.render(
          remarks.diagnostics, changes: remarks.plan?.changes ?? [], currency: remarks.currency,
          folder: setting.markdown().folder)
        return [UInt8](text.utf8)
      },
      ReportForm<Value>(format: .sarif) { value, setting in
        let remarks = remarks(value)
        return SARIFDocument.encode(
          remarks.diagnostics, plan: remarks.plan, rules: setting.rules(),
          version: PinplanVersion.current, folder: setting.markdown().folder)
      },
      ReportForm<Value>(format: .gitlab) { value, setting in
        let remarks = remarks(value)
        return CodeQualityDocument.encode(
          remarks.diagnostics, changes: remarks.plan?.changes ?? [], currency: remarks.currency,
          folder: setting.markdown().folder)
      },
    ]
  }
}
