import AdsModel
import Planning

/// What `pull` did, or would do.
public struct PullReport: Sendable {
  public let edits: ManifestEdits
  public let kept: [KeptHour]
  public let isDryRun: Bool
  public let currency: Currency
  /// What the project's resources have on the account and no file can say.
  public let notCarried: [UncarriedProperty]

  public init(
    _ edits: ManifestEdits, keeping kept: [KeptHour] = [], isDryRun: Bool, currency: Currency,
    notCarried: [UncarriedProperty] = []
  ) {
    self.notCarried = notCarried
    self.edits = edits
    self.kept = kept
    self.isDryRun = isDryRun
    self.currency = currency
  }
}
