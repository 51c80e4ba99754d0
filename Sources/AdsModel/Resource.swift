import CanonicalJSON
import Foundation

/// Takes the fields of a resource one by one, in the resource's own order.
///
/// Either collects them or writes them as one JSON object; a concrete type, as every resource of a
/// large account goes through it.
public struct FieldSink: Sendable {
  private enum Form {
    case collecting
    case writing(decimals: Int)
  }

  private let form: Form
  fileprivate var collected: [Fields.Field] = []
  fileprivate var json = JSONWriter()

  /// Collects fields.
  fileprivate init() {
    form = .collecting
    // About as many as a resource has; growing costs more than the rest of collecting.
    collected.reserveCapacity(12)
  }

  /// Writes JSON with that many digits after the point in amounts.
  fileprivate init(decimals: Int) { form = .writing(decimals: decimals) }

  public mutating func put(_ path: FieldPath, _ value: FieldValue) {
    switch form {
    case .collecting: collected.append(Fields.Field(path: path, value: value))
    case .writing(let decimals):
      json.key(quoted: path.name.quoted)
      value.write(to: &json, decimals: decimals)
    }
  }
}

/// Something that a target holds: a value that can list its fields.
public protocol Resource: Sendable {
  static var kind: ResourceKind { get }

  /// What people call it; none where it goes by its key.
  var label: String? { get }

  /// Puts every field that has a value, always in the same order; what is none is left out.
  func put(into sink: inout FieldSink)
}

/// A resource whose fields are all in the catalogue, with what reads and writes them.
public protocol CataloguedResource: Resource {
  /// What a new one is before anything is read into it.
  static var blank: Self { get }

  /// Every field, in the order in which they are listed.
  static var properties: [Property<Self>] { get }

  /// Whether such a resource has a field; a kind's resources need not all have the same.
  func has(_ field: FieldDefinition) -> Bool
}

extension CataloguedResource {
  public func has(_ field: FieldDefinition) -> Bool { true }

  public func put(into sink: inout FieldSink) {
    let properties = Self.properties
    for index in properties.indices {
      // Kept alive by the type; counting references to them would cost more than the rest.
      Unmanaged.passUnretained(properties[index])._withUnsafeGuaranteedRef { property in
        if let value = property.get(self) { sink.put(property.path, value) }
      }
    }
  }

  /// Reads stored fields; nothing when what every resource of the type has is missing.
  public init?(fields: Fields) {
    self = Self.blank
    for property in Self.properties where has(property.field) {
      let isNeeded = property.field.leftOut != .absent
      if let value = fields[property.path] {
        guard property.set(&self, value) || !isNeeded else { return nil }
      } else if isNeeded, !fields.holdAny(within: property.path) {
        return nil
      }
    }
  }

  /// Takes the value of one field in; refuses one of another type, and a field that it does not have.
  @discardableResult
  public mutating func set(_ path: FieldPath, _ value: FieldValue) -> Bool {
    guard let property = Self.properties.first(where: { $0.path == path }) else { return false }
    return property.set(&self, value)
  }
}

extension Fields {
  /// Whether one of a field's forms is there: `bid.cpc` of `bid`.
  fileprivate func holdAny(within path: FieldPath) -> Bool {
    all.contains { $0.path.isWithin(path) }
  }
}

extension Resource {
  /// The fields that have a value, in order.
  public var fields: Fields {
    var sink = FieldSink()
    put(into: &sink)
    return Fields(sink.collected)
  }
}

/// Fields in order: what a resource is, without saying what kind it is.
public struct Fields: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public let path: FieldPath
    public var value: FieldValue
  }

  public private(set) var all: [Field] = []

  public init() {}

  fileprivate init(_ all: [Field]) { self.all = all }

  public mutating func put(_ path: FieldPath, _ value: FieldValue) {
    all.append(Field(path: path, value: value))
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
public struct FieldEncoder: Sendable {
  private var sink: FieldSink

  /// - Parameter decimals: Digits after the point in amounts; the account currency's.
  public init(decimals: Int) { sink = FieldSink(decimals: decimals) }

  public mutating func encode(_ resource: some Resource) -> [UInt8] {
    encode { resource.put(into: &$0) }
  }

  public mutating func encode(_ fields: Fields) -> [UInt8] {
    encode { sink in
      for field in fields.all { sink.put(field.path, field.value) }
    }
  }

  /// Encodes the fields that `body` puts.
  public mutating func encode(_ body: (inout FieldSink) -> Void) -> [UInt8] {
    write(body)
    return exactBytes
  }

  /// Whether a resource would be encoded to just these bytes.
  public mutating func encodes(_ resource: some Resource, as bytes: [UInt8]) -> Bool {
    write { resource.put(into: &$0) }
    return sink.json.equals(bytes)
  }

  private mutating func write(_ body: (inout FieldSink) -> Void) {
    sink.json.clear()
    sink.json.beginObject()
    body(&sink)
    sink.json.endObject()
  }

  /// A copy that is no larger than it has to be; the buffer is used again.
  private var exactBytes: [UInt8] { sink.json.bytes.withUnsafeBytes { Array($0) } }
}

extension Fields {
  /// Reads what `FieldEncoder` wrote; nothing when the bytes are no such object.
  ///
  /// JSON objects have no order, so the fields come in the order of their paths.
  public init?(json: [UInt8]) {
    guard let members = try? JSONDecoder().decode([String: FieldJSON].self, from: Data(json))
    else { return nil }
    for (name, value) in members {
      let path = FieldPath(name)
      put(path, value.value(at: path))
    }
    sort()
  }
}

extension Fields {
  /// What people call the resource that has them; none where it goes by its key.
  public var label: String? { (self[.name] ?? self[.text])?.text }
}

extension Fields {
  /// Puts the fields into the order of their paths, for resources that have no order of their own.
  public mutating func sort() { all.sort { $0.path < $1.path } }
}
