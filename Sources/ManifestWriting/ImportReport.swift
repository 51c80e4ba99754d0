import AdsModel
import Diagnostics
import ManifestModel
import Planning

/// What `import` did, or would do, and whether a plan that follows is empty.
public struct ImportReport: Sendable {
  public let result: ImportResult
  public let isDryRun: Bool
  /// The rows of the plan after the import; none when there was no plan.
  public var differences: [Difference]?
  /// What stands in the way of the import.
  public var diagnostics: [Diagnostic] = []

  /// One field that the plan after the import would change.
  public struct Difference: Hashable, Sendable {
    public let address: Address
    public let change: FieldChange

    public init(_ address: Address, _ change: FieldChange) {
      self.address = address
      self.change = change
    }
  }

  public init(_ result: ImportResult, isDryRun: Bool) {
    self.result = result
    self.isDryRun = isDryRun
  }

  public var currency: Currency { result.project.manifest.account.currency }
}
