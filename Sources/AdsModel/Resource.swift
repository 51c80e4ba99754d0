import CanonicalJSON
import Foundation

/// Takes the fields of a resource one by one, in the resource's own order.
public protocol FieldSink {
  mutating func put(_ path: FieldPath, _ value: FieldValue)
  /// Words of a closed vocabulary or free texts; an empty list is not put at all.
  mutating func put(_ path: FieldPath, list: some Collection<String>)
}

/// Something that a target holds: a value that can list its fields.
public protocol Resource: Sendable {
  static var kind: ResourceKind { get }

  /// Puts every field that has a value, always in the same order; what is none is left out.
  func put(into sink: inout some FieldSink)
}

extension Resource {
  /// The fields that have a value, in order.
  public var fields: Fields {
    var fields = Fields()
    put(into: &fields)
    return fields
  }
}

/// Fields in order: what a resource is, without saying what kind it is.
public struct Fields: FieldSink, Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public let path: FieldPath
    public var value: FieldValue
  }

  public private(set) var all: [Field] = []

  public init() {}

  public mutating func put(_ path: FieldPath, _ value: FieldValue) {
    all.append(Field(path: path, value: value))
  }

  public mutating func put(_ path: FieldPath, list: some Collection<String>) {
    guard !list.isEmpty else { return }
    all.append(Field(path: path, value: .list(Array(list))))
  }

  /// The value at a path; setting none takes the field out, a new one is added at the end.
  public subscript(path: FieldPath) -> FieldValue? {
    get { all.first { $0.path == path }?.value }
    set {
      let index = all.firstIndex { $0.path == path }
      switch (index, newValue) {
      case (let index?, let value?): all[index].value = value
      case (let index?, nil): all.remove(at: index)
      case (nil, let value?): put(path, value)
      case (nil, nil): break
      }
    }
  }
}

/// Writes fields as one JSON object, paths as keys: the form in which a resource is stored.
///
/// Equal resources give equal bytes, so most comparisons never look inside.
public struct FieldEncoder: FieldSink {
  public var json = JSONWriter()
  private let decimals: Int

  /// - Parameter decimals: Digits after the point in amounts; the account currency's.
  public init(decimals: Int) { self.decimals = decimals }

  public mutating func put(_ path: FieldPath, _ value: FieldValue) {
    json.key(path.text)
    value.write(to: &json, decimals: decimals)
  }

  public mutating func put(_ path: FieldPath, list: some Collection<String>) {
    guard !list.isEmpty else { return }
    json.key(path.text)
    json.array { for item in list { $0.string(item) } }
  }

  /// Encodes one resource in place of what was there before.
  public mutating func encode(_ resource: some Resource) {
    json.clear()
    json.beginObject()
    resource.put(into: &self)
    json.endObject()
  }

  public mutating func encode(_ fields: Fields) {
    json.clear()
    json.beginObject()
    for field in fields.all { put(field.path, field.value) }
    json.endObject()
  }
}

extension Fields {
  /// Reads what `FieldEncoder` wrote; nothing when the bytes are no such object.
  ///
  /// JSON objects have no order, so the fields come sorted by path.
  public init?(json: [UInt8]) {
    guard let members = try? JSONDecoder().decode([String: FieldJSON].self, from: Data(json))
    else { return nil }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      let path = FieldPath(name)
      put(path, value.value(at: path))
    }
  }
}

extension Fields {
  /// Puts the fields into the order of their paths, for resources that have no order of their own.
  public mutating func sort() { all.sort { $0.path < $1.path } }
}
