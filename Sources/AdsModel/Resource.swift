import CanonicalJSON
import Foundation

/// Takes the fields of a resource one by one, in the resource's own order.
///
/// Either collects them or writes them as one JSON object; a concrete type, as every resource of a
/// large account goes through it.
public struct FieldSink: Sendable {
  private enum Form { case collecting, writing(decimals: Int) }

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
      json.key(path.text)
      value.write(to: &json, decimals: decimals)
    }
  }

  /// Puts a list; an empty one is not put at all.
  public mutating func put(_ path: FieldPath, list: [String]) {
    if !list.isEmpty { put(path, .list(list)) }
  }

  /// Puts words of a closed vocabulary; none are not put at all.
  mutating func put(_ path: FieldPath, words: [some Vocabulary]) {
    if !words.isEmpty { put(path, .list(words.map(\.rawValue))) }
  }
}

/// Something that a target holds: a value that can list its fields.
public protocol Resource: Sendable {
  static var kind: ResourceKind { get }

  /// Puts every field that has a value, always in the same order; what is none is left out.
  func put(into sink: inout FieldSink)
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
  /// Puts the fields into the order of their paths, for resources that have no order of their own.
  public mutating func sort() { all.sort { $0.path < $1.path } }
}
