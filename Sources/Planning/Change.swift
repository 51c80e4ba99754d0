import AdsModel

/// What a plan does to a resource.
public enum Action: String, Vocabulary {
  case create, update, replace, archive
}

/// Why a plan changes a resource.
public enum Reason: String, Vocabulary {
  /// A value in the YAML is not the stored one.
  case configEdited = "config_edited"
  /// Declared and not stored.
  case new
  /// Stored and no longer declared, or below something that is archived.
  case removed
  /// Comes with a `moved` entry.
  case moved
  /// `--replace` asked for it.
  case replaceRequested = "replace_requested"
  /// A field that is left out has another default now.
  case defaultChanged = "default_changed"
  /// The YAML is as stored, and the account is not.
  case drift
}

/// Who made a value differ, where a plan was made with a look at the account.
public enum Mover: String, Vocabulary {
  /// The YAML: the account is as the last apply left it.
  case yours
  /// The account: the YAML is as stored.
  case theirs
  case both
}

/// One field's value before and after.
public struct FieldChange: Hashable, Sendable {
  public let path: FieldPath
  /// None: there was no value.
  public let before: FieldValue?
  /// None: there is no value any more.
  public let after: FieldValue?
  /// None where nobody looked at the account.
  public var mover: Mover?

  public init(
    path: FieldPath, before: FieldValue?, after: FieldValue?, mover: Mover? = nil
  ) {
    self.path = path
    self.before = before
    self.after = after
    self.mover = mover
  }
}

/// The file and line that caused a change.
public struct Place: Hashable, Sendable {
  /// Relative to the project folder.
  public let file: String
  public let line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// One resource's part of a plan.
public struct Change: Hashable, Sendable {
  public var address: Address
  public var action: Action
  public var reason: Reason
  /// What people call the resource, after the change; a keyword's text, an ad's name or key.
  public var name: String
  /// In the order in which the resource lists its fields.
  public var fields: [FieldChange]
  /// What a reader should know: reviews, effective starts, children that stop.
  public var notes: [String]
  /// What caused it; none for what is no longer declared anywhere.
  public var source: Place?
  /// The target's id of the stored resource; none for a creation.
  public var id: String?
  /// The stored version that the plan was made from; none when nothing may be stored.
  public var storedVersion: Int64?
  /// When anybody last changed the resource on the account, in seconds since 1970; none where
  /// nobody looked, and for a creation.
  public var updatedTime: Int64?
  /// The day on which it starts, worked out when the YAML leaves it open.
  public var start: Day?
  /// Fields that hold their default because the YAML leaves them out.
  public var defaulted: [FieldPath]
  /// Whether it only finishes an earlier replacement by archiving the old copy.
  public var finishesReplacement: Bool

  public init(
    _ action: Action, _ address: Address, reason: Reason, name: String, fields: [FieldChange] = [],
    notes: [String] = [], source: Place? = nil, id: String? = nil, storedVersion: Int64? = nil,
    updatedTime: Int64? = nil, start: Day? = nil, defaulted: [FieldPath] = [],
    finishesReplacement: Bool = false
  ) {
    self.action = action
    self.address = address
    self.reason = reason
    self.name = name
    self.fields = fields
    self.notes = notes
    self.source = source
    self.id = id
    self.storedVersion = storedVersion
    self.updatedTime = updatedTime
    self.start = start
    self.defaulted = defaulted
    self.finishesReplacement = finishesReplacement
  }

  /// The change of one field, if it is among the changed ones.
  public subscript(path: FieldPath) -> FieldChange? { fields[path] }
}

extension [FieldChange] {
  /// The change of one field, if it is among them.
  public subscript(path: FieldPath) -> FieldChange? { first { $0.path == path } }
}
