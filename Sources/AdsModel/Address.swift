import CanonicalJSON

/// The identity of a resource: its kind and the keys that lead to it, never its name.
///
/// `campaign/spring-sale`, `ad_group/spring-sale/uk-women`, `ad/spring-sale/uk-women/hero`,
/// `keyword/spring-sale/uk-women/exact/corner sofa`, `audience/visitors-30d`.
public struct Address: Hashable, Sendable {
  public let kind: ResourceKind
  /// The keys, joined by slashes; a keyword's text may hold slashes of its own.
  public let path: String

  private init(_ kind: ResourceKind, _ path: String) {
    self.kind = kind
    self.path = path
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.kind == right.kind && left.path.isExactly(right.path)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    path.hashExactly(into: &hasher)
  }

  /// Takes a path that was an address's before, without looking at it.
  public init(trusted path: String, kind: ResourceKind) { self.init(kind, path) }

  public static func campaign(_ key: String) -> Self { Self(.campaign, key) }
  public static func audience(_ key: String) -> Self { Self(.audience, key) }
  public static func adGroup(_ campaign: String, _ key: String) -> Self {
    Self(.adGroup, joined(campaign, key))
  }
  public static func ad(in adGroup: Self, _ key: String) -> Self {
    Self(.ad, joined(adGroup.path, key))
  }
  public static func keyword(in adGroup: Self, _ match: MatchType, _ text: String) -> Self {
    Self(.keyword, joined(adGroup.path, match.rawValue, text))
  }

  /// Joins by slashes, in one allocation: a large project makes an address for every keyword.
  private static func joined(_ first: String, _ second: String, _ third: String? = nil) -> String {
    let length = first.utf8.count + second.utf8.count + (third?.utf8.count ?? 0) + 2
    return String(unsafeUninitializedCapacity: length) { path in
      var end = path.put(first, at: 0)
      end = path.putSlash(at: end)
      end = path.put(second, at: end)
      if let third {
        end = path.putSlash(at: end)
        end = path.put(third, at: end)
      }
      return end
    }
  }

  /// Reads an address; nothing when the text is none.
  public init?(parsing text: String) {
    guard let slash = text.firstIndex(of: "/"),
      let kind = ResourceKind(rawValue: String(text[..<slash]))
    else { return nil }
    let path = String(text[text.index(after: slash)...])
    let parts = Self.parts(of: path, kind)
    guard parts.count == kind.partCount, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    if kind == .keyword {
      guard MatchType(rawValue: String(parts[2])) != nil else { return nil }
    } else {
      guard parts.allSatisfy({ Self.isKey(String($0)) }) else { return nil }
    }
    self.init(kind, path)
  }

  /// Whether a text may be the key of a resource: `[a-z0-9][a-z0-9_-]{0,63}`.
  public static func isKey(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, bytes.count <= Limits.keyLength,
        first != UInt8(ascii: "-"), first != UInt8(ascii: "_")
      else { return false }
      return bytes.allSatisfy(isKeyByte)
    }
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}

extension Address {
  /// The keys one by one; of a keyword: campaign, ad group, match type and text.
  public var parts: [Substring] { Self.parts(of: path, kind) }

  /// Splits by bytes: a slash is never part of another character.
  private static func parts(of path: String, _ kind: ResourceKind) -> [Substring] {
    path.utf8.split(
      separator: UInt8(ascii: "/"), maxSplits: kind.partCount - 1, omittingEmptySubsequences: false
    ).map(Substring.init)
  }

  /// The last key, or a keyword's text.
  public var key: String { parts.last.map(String.init) ?? path }

  /// What holds this resource: a campaign for an ad group, an ad group for keywords and ads.
  public var parent: Self? {
    switch kind {
    case .campaign, .audience: nil
    case .adGroup: Self(.campaign, firstKeys(1))
    case .keyword, .ad: Self(.adGroup, firstKeys(2))
    }
  }

  /// Lends what holds this resource without making an address of it; none for what the account holds.
  public func withParent<Result>(_ body: (ParentAddress) -> Result) -> Result? {
    guard let kind = kind.parent else { return nil }
    let result = path.utf8.withContiguousStorageIfAvailable { path -> Result? in
      var (slashes, end) = (0, 0)
      while end < path.count {
        if path[end] == UInt8(ascii: "/") { slashes += 1 }
        if slashes == kind.partCount { break }
        end += 1
      }
      return body(ParentAddress(kind: kind, path: UnsafeBufferPointer(rebasing: path[..<end])))
    }
    return result ?? nil
  }

  /// The campaign that it belongs to, itself for a campaign; none for an audience.
  public var campaign: Self? {
    switch kind {
    case .audience: nil
    case .campaign: self
    case .adGroup, .keyword, .ad: Self(.campaign, firstKeys(1))
    }
  }

  /// The ad group that it belongs to, itself for an ad group.
  public var adGroup: Self? {
    switch kind {
    case .campaign, .audience: nil
    case .adGroup: self
    case .keyword, .ad: parent
    }
  }

  /// The path up to a slash.
  private func firstKeys(_ count: Int) -> String {
    var slashes = 0
    let end = path.utf8.firstIndex { byte in
      if byte == UInt8(ascii: "/") { slashes += 1 }
      return slashes == count
    }
    return end.map { String(path[..<$0]) } ?? path
  }

  /// Whether a resource lies below another one, at any depth.
  public func isBelow(_ other: Self) -> Bool {
    kind.depth > other.kind.depth && other.kind.isHolder && path.isPath(below: other.path)
  }

  /// Whether the address is written as a project has it.
  public var isNormalized: Bool {
    guard kind == .keyword, !hasPlainText else { return true }
    return normalized == self
  }

  /// The address as it is written in the project: a keyword's text as Pinterest compares it.
  public var normalized: Self {
    guard kind == .keyword, !hasPlainText, let text = parts.last else { return self }
    let normal = Keyword.normalized(String(text))
    return normal.isExactly(String(text))
      ? self : replacing(parts: parts.dropLast() + [normal[...]])
  }

  /// Whether a keyword's text is normal at first sight, as most are: no capital, no space at its start or
  /// end, and nothing that is not ASCII.
  private var hasPlainText: Bool {
    path.utf8.withContiguousStorageIfAvailable { path in
      var previous = UInt8(ascii: "/")
      for byte in path {
        if byte <= 0x20 {
          if previous == UInt8(ascii: "/") { return false }
        } else if byte > 0x40, byte <= 0x5A || byte >= 0x80 {
          return false
        }
        previous = byte
      }
      return previous > 0x20
    } ?? false
  }

  /// The same resource under other keys, as many as its kind has.
  public func replacing(parts: [Substring]) -> Self { Self(kind, parts.joined(separator: "/")) }
}

extension Address: CustomStringConvertible {
  public var description: String { Self.joined(kind.rawValue, path) }

  /// Writes the description, without making a text of it first.
  public func write(to json: inout JSONWriter) {
    json.beginString()
    json.text(kind.rawValue)
    json.text("/")
    json.text(path)
    json.endString()
  }
}

extension Address: Comparable {
  /// Parents before children, then by the bytes of the text.
  public static func < (left: Self, right: Self) -> Bool {
    left.kind == right.kind ? left.path.precedes(right.path) : left.kind < right.kind
  }
}

extension ResourceKind {
  /// How many keys lead to a resource of the kind.
  var partCount: Int {
    switch self {
    case .campaign, .audience: 1
    case .adGroup: 2
    case .ad: 3
    case .keyword: 4
    }
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Puts a text's bytes in, and returns where they end.
  fileprivate func put(_ text: String, at start: Int) -> Int {
    let end = text.utf8.withContiguousStorageIfAvailable {
      self[start...].initialize(fromContentsOf: $0)
    }
    return end ?? self[start...].initialize(fromContentsOf: Array(text.utf8))
  }

  fileprivate func putSlash(at place: Int) -> Int {
    (baseAddress.unsafelyUnwrapped + place).initialize(to: UInt8(ascii: "/"))
    return place + 1
  }
}
