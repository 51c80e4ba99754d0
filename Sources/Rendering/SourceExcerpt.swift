import Diagnostics

/// One line of a source as it is shown: printable, and cut to the part around a span.
struct SourceExcerpt {
  let text: String
  /// Columns before the marked part.
  let offset: Int
  /// Columns of the marked part, one at least.
  let length: Int

  private static let tabStop = 4

  init(_ line: String, _ span: SourceSpan, room: Int, ellipsis: String) {
    let room = max(room, 24)
    let scalars = Array(line.unicodeScalars.prefix { $0 != "\r" && $0 != "\n" })
    let start = min(max(span.start.column - 1, 0), scalars.count)
    let isOneLine = span.end.line == span.start.line
    let end = isOneLine ? min(max(span.end.column - 1, start), scalars.count) : scalars.count

    // No more than what could be seen; a line may have millions of characters.
    let before = Self.printable(scalars[max(0, start - 2 * room)..<start], from: 0)
    let marked = Self.printable(
      scalars[start..<min(end, start + 2 * room)], from: before.columns)
    let after = Self.printable(
      scalars[end..<min(scalars.count, end + 2 * room)], from: before.columns + marked.columns)

    if start <= 2 * room, before.columns + marked.columns + after.columns <= room {
      text = Self.withoutTrailingSpaces(before + marked + after)
      offset = before.columns
      length = max(1, marked.columns)
      return
    }
    let shownMark = Self.head(of: marked, room * 2 / 3, ellipsis)
    let rest = room - shownMark.columns
    let beforeRoom = min(before.columns, max(rest / 2, rest - after.columns))
    let shownBefore = Self.tail(of: before, beforeRoom, ellipsis)
    let shownAfter = Self.head(of: after, rest - shownBefore.columns, ellipsis)
    text = Self.withoutTrailingSpaces(shownBefore + shownMark + shownAfter)
    offset = shownBefore.columns
    length = max(1, shownMark.columns)
  }

  private static func printable(_ scalars: ArraySlice<Unicode.Scalar>, from column: Int) -> String {
    var result = ""
    var run = String.UnicodeScalarView()
    for scalar in scalars {
      guard scalar == "\t" else {
        run.append(scalar)
        continue
      }
      result += Printable.text(String(run))
      run = String.UnicodeScalarView()
      let gap = tabStop - (column + result.columns) % tabStop
      result += String(repeating: " ", count: gap)
    }
    return result + Printable.text(String(run))
  }

  private static func head(of text: String, _ width: Int, _ ellipsis: String) -> String {
    guard text.columns > width else { return text }
    var result = ""
    var used = ellipsis.columns
    for character in text {
      used += character.columns
      guard used <= width else { break }
      result.append(character)
    }
    return result + ellipsis
  }

  private static func tail(of text: String, _ width: Int, _ ellipsis: String) -> String {
    guard text.columns > width else { return text }
    var result: [Character] = []
    var used = ellipsis.columns
    for character in text.reversed() {
      used += character.columns
      guard used <= width else { break }
      result.append(character)
    }
    return ellipsis + String(result.reversed())
  }

  private static func withoutTrailingSpaces(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
