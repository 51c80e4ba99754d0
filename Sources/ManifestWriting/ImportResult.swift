import AdsModel
import Diagnostics
import ManifestModel
import Planning

/// What somebody wants taken over from an account; nothing said means everything.
public struct ImportSelection: Sendable {
  /// Matched by the addresses that an import gives; what is below a match comes along.
  public var selectors: [Selector] = []
  /// Declared resources that are to be bound to what lives under an id.
  public var bindings: [(address: Address, id: String)] = []

  public init() {}

  /// Whether everything that can be imported is.
  var isEverything: Bool { selectors.isEmpty && bindings.isEmpty }
}

/// What an import makes of an account.
public struct ImportResult: Sendable {
  /// A resource of the account that the project owns from now on.
  public struct Binding: Hashable, Sendable {
    public let resource: StoredResource
    /// Where the project declares it.
    public let file: String
    public let line: Int
  }

  /// A resource of the account that is left as it is, with everything below it.
  public struct LeftOut: Hashable, Sendable {
    public let kind: ResourceKind
    public let id: String
    public let name: String?
    public let reason: String
    /// The code of the rule that refuses it; none where no rule does.
    public let code: DiagnosticCode?
    /// How many resources below it are left out too.
    public var below: Int

    public init(
      _ kind: ResourceKind, id: String, name: String? = nil, reason: String,
      code: DiagnosticCode? = nil, below: Int = 0
    ) {
      self.kind = kind
      self.id = id
      self.name = name
      self.reason = reason
      self.code = code
      self.below = below
    }
  }

  /// A binding that was asked for and cannot be made.
  public struct Refused: Hashable, Sendable {
    public let address: Address
    public let id: String
    public let reason: String
  }

  /// New files by their paths in the project.
  public internal(set) var files: [String: String] = [:]
  /// In address order, parents before children.
  public internal(set) var bindings: [Binding] = []
  public internal(set) var leftOut: [LeftOut] = []
  public internal(set) var refused: [Refused] = []
  /// What the imported resources have on the account and no file can say.
  public internal(set) var notCarried: [UncarriedProperty] = []
  /// What would be wrong with the project, where no imported resource is behind it.
  public internal(set) var mistakes: [Diagnostic] = []
  /// Hours of the bound resources that the state keeps.
  public internal(set) var kept: [KeptHour] = []
  /// Selectors that nothing answers to.
  public internal(set) var unmatched: [Unmatched] = []
  /// New files that the project's `include` does not match.
  public internal(set) var notIncluded: [String] = []
  /// The project as it reads with the new files.
  public internal(set) var project: Project
}
