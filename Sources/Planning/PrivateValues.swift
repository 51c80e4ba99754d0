/// What a target has to remember and nobody else reads: a list's id, a digest, how far an upload got.
///
/// A few short texts by name. Planning carries them along; no plan, digest or report has them, and
/// printed they only tell how many there are.
public struct PrivateValues: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    let name: String
    var value: String
  }

  /// In the order of their names.
  private var entries: [Entry]

  /// None.
  public init() { entries = [] }

  public init(_ values: [String: String]) {
    entries = values.map { Entry(name: $0.key, value: $0.value) }
      .sorted { Self.isBefore($0.name, $1.name) }
  }

  private static func isBefore(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }

  public subscript(name: String) -> String? {
    get { entries.first { $0.name == name }?.value }
    set {
      entries.removeAll { $0.name == name }
      guard let newValue else { return }
      let place = entries.firstIndex { Self.isBefore(name, $0.name) } ?? entries.endIndex
      entries.insert(Entry(name: name, value: newValue), at: place)
    }
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// All of them, in the order of their names.
  public var all: [(name: String, value: String)] { entries.map { ($0.name, $0.value) } }
}

extension PrivateValues: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init()
    for (name, value) in elements { self[name] = value }
  }
}

extension PrivateValues: CustomStringConvertible {
  public var description: String { "<\(entries.count) private>" }
}
