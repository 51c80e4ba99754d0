import Foundation

/// The keys of one mapping in the YAML, in the order in which people write them.
///
/// The reader takes just these, the JSON Schema describes them, and writers put new keys in this order.
public final class FieldMapping: Sendable {
  public enum Content: Sendable {
    /// A field, and its place among the properties of its kind.
    case field(FieldDefinition, at: Int)
    /// Fields that stand further in.
    case mapping(FieldMapping)
    /// What belongs to the resource and is one itself.
    case resources(ResourceKind)
    case lifecycle
  }

  /// One object, for the reason that a field's definition is one.
  public final class Key: Sendable {
    public let name: String
    public let content: Content
    private let bytes: [UInt8]

    init(name: String, content: Content) {
      self.name = name
      self.content = content
      bytes = Array(name.utf8)
    }

    fileprivate func isWritten(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
      guard bytes.count == text.count, let text = text.baseAddress else { return false }
      return bytes.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { memcmp($0, text, bytes.count) == 0 } ?? true
      }
    }
  }

  /// Where among the keys the one with a text as its name is; none when the mapping does not have it.
  public func place(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    let mark = Self.mark(text)
    for place in marks.indices where marks[place] == mark && keys[place].isWritten(text) {
      return place
    }
    return nil
  }

  /// What its fields have in common: `budget` for `budget.daily`; none for a resource itself.
  public let path: FieldPath?
  /// What a diagnostic calls it: `a campaign`.
  public let title: String
  public let summary: String
  public let keys: [Key]
  /// What the keys hold, in their order.
  public let contents: [Content]
  /// What tells most keys apart at a glance.
  private let marks: [UInt64]

  private init(path: FieldPath?, title: String, summary: String, keys: [Key]) {
    self.path = path
    self.title = title
    self.summary = summary
    self.keys = keys
    contents = keys.map(\.content)
    marks = keys.map { key in
      var name = key.name
      return name.withUTF8 { Self.mark($0) }
    }
  }

  /// The length of a name and its first bytes.
  private static func mark(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var mark = UInt64(truncatingIfNeeded: name.count)
    var place = 0
    while place < 7, place < name.count {
      mark = mark << 8 | UInt64(name[place])
      place += 1
    }
    return mark
  }

  /// The fields at any depth, in the order of their keys.
  public var fields: [FieldDefinition] {
    keys.flatMap { key -> [FieldDefinition] in
      switch key.content {
      case .field(let field, _): [field]
      case .mapping(let mapping): mapping.fields
      case .resources, .lifecycle: []
      }
    }
  }

  /// The names of a mapping's keys and of all below them, mapping by mapping.
  public var keyLists: [[String]] {
    [keys.map(\.name)]
      + keys.flatMap { key -> [[String]] in
        switch key.content {
        case .mapping(let mapping): mapping.keyLists
        case .field, .resources, .lifecycle: []
        }
      }
  }
}

extension FieldMapping {
  /// A mapping that holds fields of several resources' kinds under one key.
  struct Group {
    let title: String
    let summary: String

    init(_ title: String, _ summary: String) {
      self.title = title
      self.summary = summary
    }
  }

  /// Lays the fields of a kind out under the keys of its mapping.
  ///
  /// A key is a field's own path, the first part of the paths of several, or what lies below.
  convenience init(
    _ kind: ResourceKind, _ title: String, keys: [String],
    groups: [FieldPath: Group] = [:], below: [String: ResourceKind] = [:]
  ) {
    let paths = Catalogue.fields(of: kind).map(\.path)
    let layout = Layout(kind: kind, paths: paths, groups: groups, below: below)
    self.init(
      path: nil, title: title, summary: "",
      keys: keys.map { Key(name: $0, content: layout.content(at: FieldPath($0))) })
  }

  /// Lays some fields of a kind out under keys in the order of their paths.
  convenience init(
    _ kind: ResourceKind, _ title: String, paths: [FieldPath], groups: [FieldPath: Group]
  ) {
    let layout = Layout(kind: kind, paths: paths, groups: groups, below: [:])
    self.init(
      path: nil, title: title, summary: "",
      keys: layout.firstNames.map { Key(name: $0, content: layout.content(at: FieldPath($0))) })
  }

  private struct Layout {
    let kind: ResourceKind
    /// The fields that have a place in it.
    let paths: [FieldPath]
    let groups: [FieldPath: Group]
    let below: [String: ResourceKind]

    func content(at path: FieldPath) -> Content {
      if path == .lifecycle { return .lifecycle }
      if let kind = below[path.text] { return .resources(kind) }
      let fields = Catalogue.fields(of: kind)
      if paths.contains(path), let place = fields.firstIndex(where: { $0.path == path }) {
        return .field(fields[place], at: place)
      }
      guard let group = groups[path] else {
        preconditionFailure("\(kind) has neither a field nor a mapping \(path)")
      }
      return .mapping(
        FieldMapping(
          path: path, title: group.title, summary: group.summary,
          keys: names(below: path).map { name in
            Key(name: name, content: content(at: FieldPath("\(path).\(name)")))
          }))
    }

    /// The first parts of the paths.
    var firstNames: [String] {
      var names: [String] = []
      for path in paths {
        guard let name = path.text.split(separator: ".").first.map(String.init),
          !names.contains(name)
        else { continue }
        names.append(name)
      }
      return names
    }

    /// The next parts of the paths below one, in the order of the fields.
    private func names(below path: FieldPath) -> [String] {
      var names: [String] = []
      for field in paths where field.isWithin(path) {
        let rest = field.text.dropFirst(path.text.count + 1)
        guard let name = rest.split(separator: ".").first.map(String.init), !names.contains(name)
        else { continue }
        names.append(name)
      }
      return names
    }
  }
}

extension Catalogue {
  /// The mapping of a kind of resources in the YAML.
  ///
  /// A bid in a named type is no key of its own: it is a form of `bid`. Of audiences it is what those of
  /// every type have; `mapping(of:)` of a type has the rest.
  public static func mapping(of kind: ResourceKind) -> FieldMapping {
    switch kind {
    case .campaign: Campaign.mapping
    case .adGroup: AdGroup.mapping
    case .keyword: Keyword.mapping
    case .ad: Ad.mapping
    case .audience: Audience.commonMapping
    }
  }
}
