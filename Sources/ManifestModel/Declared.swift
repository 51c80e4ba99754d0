import AdsModel

/// What the YAML says of a resource beyond its value, whatever its kind.
public struct Declaration: Sendable {
  public package(set) var address: Address
  public let origin: Origin
  @usableFromInline let holder: UInt32
  /// Fields that are left out and hold their default.
  public package(set) var defaulted: [FieldPath] = []
  /// Fields whose differences are left alone (`lifecycle.ignore_changes`).
  public package(set) var ignoredChanges: [FieldPath] = []
  /// Fields that could not be read; their mistake is reported, their value means nothing.
  public package(set) var unreadable: [FieldPath] = []

  @usableFromInline
  package init(_ address: Address, origin: Origin, parent: Int) {
    self.address = address
    self.origin = origin
    holder = UInt32(parent)
  }

  /// Index of what holds it: an ad group's campaign, a keyword's or ad's ad group.
  @inlinable public var parent: Int { Int(holder) }

  /// Whether a rule may look at a field, or at anything below it.
  @inlinable
  public func isReadable(_ path: FieldPath) -> Bool {
    unreadable.isEmpty || !unreadable.touch(path)
  }
}

/// One declared resource, and what the YAML says of it beyond its value.
public struct Declared<Value: Resource>: Sendable {
  public var declaration: Declaration
  public var value: Value

  @inlinable
  public init(_ address: Address, _ value: Value, origin: Origin, parent: Int = 0) {
    declaration = Declaration(address, origin: origin, parent: parent)
    self.value = value
  }

  @inlinable public var address: Address { _read { yield declaration.address } }
  @inlinable public var origin: Origin { declaration.origin }
  @inlinable public var parent: Int { declaration.parent }
  @inlinable public var defaulted: [FieldPath] { declaration.defaulted }
  @inlinable public var ignoredChanges: [FieldPath] { declaration.ignoredChanges }
  @inlinable public var unreadable: [FieldPath] { declaration.unreadable }

  /// Whether a rule may look at a field, or at anything below it.
  @inlinable
  public func isReadable(_ path: FieldPath) -> Bool { declaration.isReadable(path) }
}

extension [FieldPath] {
  /// Whether one of them is a field, is within it, or has it within.
  @inlinable
  public func touch(_ path: FieldPath) -> Bool {
    !isEmpty && contains { $0.isWithin(path) || path.isWithin($0) }
  }
}
