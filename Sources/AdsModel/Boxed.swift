/// Keeps a value in one object, so that a copy of what holds it counts one reference, however many the
/// value has.
///
/// A value like any other: whoever changes a copy changes that copy alone.
@propertyWrapper
public struct Boxed<Value: Sendable>: Sendable {
  // Changed only while nobody else has it.
  @usableFromInline
  final class Box: @unchecked Sendable {
    @usableFromInline var value: Value

    @inlinable init(_ value: Value) { self.value = value }
  }

  @usableFromInline var box: Box

  @inlinable public init(_ value: Value) { box = Box(value) }

  @inlinable public init(wrappedValue: Value) { box = Box(wrappedValue) }

  @inlinable public var value: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }

  @inlinable public var wrappedValue: Value {
    _read { yield value }
    _modify { yield &value }
  }
}

extension Boxed: Equatable where Value: Equatable {
  public static func == (left: Self, right: Self) -> Bool {
    left.box === right.box || left.value == right.value
  }
}

extension Boxed: Hashable where Value: Hashable {
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
