import AdsModel
import Diagnostics

/// A project as read from its folder: what it declares, and every mistake in how it is written.
public struct Project: Sendable {
  public let manifest: Manifest
  /// In reading order.
  public let diagnostics: [Diagnostic]

  /// The bytes of every file that was read, whether or not they could be parsed.
  public let sources: TextTable<[UInt8]>

  /// What of the folder is the project's.
  public let reach: ProjectReach

  public static let rootFile = "pinplan.yaml"

  package init(
    manifest: Manifest, diagnostics: [Diagnostic], sources: TextTable<[UInt8]>, reach: ProjectReach
  ) {
    self.manifest = manifest
    self.diagnostics = diagnostics
    self.sources = sources
    self.reach = reach
  }

  public var isValid: Bool { !diagnostics.contains { $0.severity == .error } }
}
