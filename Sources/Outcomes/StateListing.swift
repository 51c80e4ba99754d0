import Diagnostics
import Planning

/// What a state has on record, as `state list` shows it.
public struct StateListing: Sendable {
  /// None before the first apply.
  public var lineage: String?
  public var serial: Int64
  public var resources: [StoredResource]
  /// Why there is no list, or what it does not know.
  public var diagnostics: [Diagnostic] = []

  public init(lineage: String?, serial: Int64, resources: [StoredResource]) {
    self.lineage = lineage
    self.serial = serial
    self.resources = resources
  }
}
