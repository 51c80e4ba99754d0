import AdsModel
import Diagnostics
import ManifestModel

/// One field of a declared resource that is to be written with another value.
public struct ManifestEdit: Hashable, Sendable {
  public let address: Address
  public let path: FieldPath
  /// None: the field is to be left out.
  public let value: FieldValue?

  public init(_ address: Address, _ path: FieldPath, _ value: FieldValue?) {
    self.address = address
    self.path = path
    self.value = value
  }
}

/// What came of edits: the files as they should be, and edits that could not be made.
public struct ManifestEdits: Sendable {
  /// A value that the new text declares.
  public struct Pulled: Hashable, Sendable {
    public let address: Address
    public let path: FieldPath
    /// Where the new text says it; the resource's own line for a field that is left out.
    public let file: String
    public let line: Int
    public let before: FieldValue?
    public let after: FieldValue?
  }

  /// A value that has to be written by hand, or cannot be written at all.
  public struct NotPulled: Hashable, Sendable {
    public let address: Address
    /// None when the resource as a whole is meant.
    public let path: FieldPath?
    /// Where the project declares it; none when it does not.
    public let file: String?
    public let line: Int?
    public let reason: String
    /// The code of the rule that refuses it; none where no rule does.
    public let code: DiagnosticCode?

    public init(
      _ address: Address, _ path: FieldPath?, file: String?, line: Int?, reason: String,
      code: DiagnosticCode? = nil
    ) {
      self.code = code
      self.address = address
      self.path = path
      self.file = file
      self.line = line
      self.reason = reason
    }
  }

  /// The new bytes of every file that changes, by its path in the project.
  public internal(set) var files: TextTable<[UInt8]> = [:]
  /// In the order of the edits.
  public internal(set) var pulled: [Pulled] = []
  public internal(set) var notPulled: [NotPulled] = []
  /// The project as it reads with the new files.
  public internal(set) var project: Project

  init(project: Project) { self.project = project }
}
