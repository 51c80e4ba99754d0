import Diagnostics

extension String {
  /// How many columns of a terminal the text takes.
  var columns: Int {
    if hasOnly(0..<0x80) { return utf8.count }
    var count = 0
    for scalar in unicodeScalars {
      guard Printable.isPlain(scalar) else { return reduce(0) { $0 + $1.columns } }
      count += 1
    }
    return count
  }

  /// The text padded with spaces to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - columns))
  }

  func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - columns)) + self
  }

  /// The text with its middle left out, so that it takes no more than `width` columns.
  func shortened(to width: Int, _ ellipsis: String) -> String {
    guard columns > width else { return self }
    let room = Swift.max(2, width - ellipsis.columns)
    var head = ""
    var used = 0
    for character in self {
      guard used + character.columns <= (room + 1) / 2 else { break }
      head.append(character)
      used += character.columns
    }
    var tail: [Character] = []
    for character in reversed() {
      guard used + character.columns <= room else { break }
      tail.append(character)
      used += character.columns
    }
    return head + ellipsis + String(tail.reversed())
  }
}

extension Character {
  /// One, or two for East Asian wide characters and emoji.
  var columns: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0..<0x1100: return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}
