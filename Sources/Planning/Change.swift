import AdsModel

/// What a plan does to a resource.
public enum Action: String, Vocabulary {
  case create, update, replace, archive

  /// What a person calls a change that does it.
  public var noun: String {
    switch self {
    case .create: "creation"
    case .update: "update"
    case .replace: "replacement"
    case .archive: "archiving"
    }
  }
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
///
/// Its parts lie in one object: a plan of a whole account hands its changes on many times.
public struct Change: Hashable, Sendable {
  @usableFromInline
  struct Parts: Hashable, Sendable {
    @usableFromInline var address: Address
    @usableFromInline var action: Action
    @usableFromInline var reason: Reason
    @usableFromInline var name: String
    @usableFromInline var fields: [FieldChange]
    @usableFromInline var notes: [String]
    @usableFromInline var source: Place?
    @usableFromInline var id: String?
    @usableFromInline var storedVersion: Int64?
    @usableFromInline var updatedTime: Int64?
    @usableFromInline var start: Day?
    @usableFromInline var defaulted: [FieldPath]
    @usableFromInline var finishesReplacement: Bool
    @usableFromInline var membership: Membership?
    @usableFromInline var listBinding: String?
  }

  @usableFromInline var parts: Boxed<Parts>

  public init(
    _ action: Action, _ address: Address, reason: Reason, name: String, fields: [FieldChange] = [],
    notes: [String] = [], source: Place? = nil, id: String? = nil, storedVersion: Int64? = nil,
    updatedTime: Int64? = nil, start: Day? = nil, defaulted: [FieldPath] = [],
    finishesReplacement: Bool = false, membership: Membership? = nil, listBinding: String? = nil
  ) {
    parts = Boxed(
      Parts(
        address: address, action: action, reason: reason, name: name, fields: fields, notes: notes,
        source: source, id: id, storedVersion: storedVersion, updatedTime: updatedTime,
        start: start, defaulted: defaulted, finishesReplacement: finishesReplacement,
        membership: membership, listBinding: listBinding))
  }
}

extension Change {
  @inlinable public var address: Address {
    _read { yield parts.value.address }
    _modify { yield &parts.value.address }
  }

  @inlinable public var action: Action {
    _read { yield parts.value.action }
    _modify { yield &parts.value.action }
  }

  @inlinable public var reason: Reason {
    _read { yield parts.value.reason }
    _modify { yield &parts.value.reason }
  }

  /// What people call the resource, after the change; a keyword's text, an ad's name or key.
  @inlinable public var name: String {
    _read { yield parts.value.name }
    _modify { yield &parts.value.name }
  }

  /// In the order in which the resource lists its fields.
  @inlinable public var fields: [FieldChange] {
    _read { yield parts.value.fields }
    _modify { yield &parts.value.fields }
  }

  /// What a reader should know: reviews, effective starts, children that stop.
  @inlinable public var notes: [String] {
    _read { yield parts.value.notes }
    _modify { yield &parts.value.notes }
  }

  /// What caused it; none for what is no longer declared anywhere.
  @inlinable public var source: Place? {
    _read { yield parts.value.source }
    _modify { yield &parts.value.source }
  }

  /// The target's id of the stored resource; none for a creation.
  @inlinable public var id: String? {
    _read { yield parts.value.id }
    _modify { yield &parts.value.id }
  }

  /// The stored version that the plan was made from; none when nothing may be stored.
  @inlinable public var storedVersion: Int64? {
    _read { yield parts.value.storedVersion }
    _modify { yield &parts.value.storedVersion }
  }

  /// When anybody last changed the resource on the account, in seconds since 1970; none where
  /// nobody looked, and for a creation.
  @inlinable public var updatedTime: Int64? {
    _read { yield parts.value.updatedTime }
    _modify { yield &parts.value.updatedTime }
  }

  /// The day on which it starts, worked out when the YAML leaves it open.
  @inlinable public var start: Day? {
    _read { yield parts.value.start }
    _modify { yield &parts.value.start }
  }

  /// Fields that hold their default because the YAML leaves them out.
  @inlinable public var defaulted: [FieldPath] {
    _read { yield parts.value.defaulted }
    _modify { yield &parts.value.defaulted }
  }

  /// Whether it only finishes an earlier replacement by archiving the old copy.
  @inlinable public var finishesReplacement: Bool {
    _read { yield parts.value.finishesReplacement }
    _modify { yield &parts.value.finishesReplacement }
  }

  /// Who comes to a customer list and who goes, in numbers; none where that is not known or not ours.
  @inlinable public var membership: Membership? {
    _read { yield parts.value.membership }
    _modify { yield &parts.value.membership }
  }

  /// What stands for the people on the list that the change was planned with; none without a list.
  @inlinable public var listBinding: String? {
    _read { yield parts.value.listBinding }
    _modify { yield &parts.value.listBinding }
  }

  /// The change of one field, if it is among the changed ones.
  public subscript(path: FieldPath) -> FieldChange? { fields[path] }
}

extension [FieldChange] {
  /// The change of one field, if it is among them.
  public subscript(path: FieldPath) -> FieldChange? { first { $0.path == path } }
}
