/// A pattern that names are held against: `*` is any text, `?` one character, `[a-z]` one of some.
public struct NamePattern: Hashable, Sendable, CustomStringConvertible {
  /// What makes a text no pattern.
  public enum Mistake: Error, Hashable, Sendable {
    /// A `[` without its `]`.
    case unclosed
    /// `[]`, which no character fits.
    case empty
    /// A range such as `z-a`.
    case reversed(Character, Character)
  }

  private enum Token: Hashable {
    case character(Character)
    case one, many
    case among([ClosedRange<Character>])
  }

  public let description: String
  private let tokens: [Token]

  public static func parse(_ text: String) -> Result<Self, Mistake> {
    var tokens: [Token] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      // A second star in a row finds nothing new.
      case "*": if tokens.last != .many { tokens.append(.many) }
      case "?": tokens.append(.one)
      case "[":
        switch set(&rest) {
        case .success(let ranges): tokens.append(.among(ranges))
        case .failure(let mistake): return .failure(mistake)
        }
      default: tokens.append(.character(character))
      }
    }
    return .success(Self(description: text, tokens: tokens))
  }

  /// Reads what stands between `[` and `]`; a `-` at an end is itself.
  private static func set(_ rest: inout Substring) -> Result<[ClosedRange<Character>], Mistake> {
    guard let end = rest.firstIndex(of: "]") else { return .failure(.unclosed) }
    var members = Array(rest[..<end])[...]
    rest = rest[rest.index(after: end)...]
    guard !members.isEmpty else { return .failure(.empty) }
    var ranges: [ClosedRange<Character>] = []
    while let first = members.popFirst() {
      guard members.count >= 2, members.first == "-" else {
        ranges.append(first...first)
        continue
      }
      let last = members[members.startIndex + 1]
      members = members.dropFirst(2)
      guard first <= last else { return .failure(.reversed(first, last)) }
      ranges.append(first...last)
    }
    return .success(ranges)
  }

  /// Whether the whole name fits; upper and lower case are different.
  public func matches(_ name: String) -> Bool {
    let name = Array(name)
    var (at, token) = (0, 0)
    // Going back only to the last `*` keeps the time to names times pattern.
    var star: (token: Int, at: Int)?
    while at < name.count {
      if token < tokens.count, tokens[token] == .many {
        star = (token, at)
        token += 1
      } else if token < tokens.count, Self.fits(name[at], tokens[token]) {
        (at, token) = (at + 1, token + 1)
      } else if let last = star {
        star = (last.token, last.at + 1)
        (at, token) = (last.at + 1, last.token + 1)
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { $0 == .many }
  }

  private static func fits(_ character: Character, _ token: Token) -> Bool {
    switch token {
    case .character(let expected): character == expected
    case .one: true
    case .many: false
    case .among(let ranges):
      // A letter with marks on it sorts between two letters and is neither.
      ranges.contains { range in
        range.lowerBound == character || range.upperBound == character
          || character.unicodeScalars.count == 1 && range.contains(character)
      }
    }
  }
}
