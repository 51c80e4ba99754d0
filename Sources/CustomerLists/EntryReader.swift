import AdsModel

/// Reads one line of a list.
///
/// Most lines are plain ASCII with nothing odd in them, and are judged without a copy on the heap.
struct EntryReader {
  private let value: ListValue
  private let table = ByteTable()
  private var lowered = [UInt8](repeating: 0, count: LineCutter.longest)
  /// Where the last line was found wrong: a column in characters, counted from 1.
  private(set) var column = 1

  init(_ identifier: ListIdentifier) { value = ListValue(identifier: identifier) }

  mutating func read(_ line: UnsafeRawBufferPointer) throws(ListFault) -> ListEntry {
    column = 1
    var (start, end) = Self.trim(line, from: 0, to: line.count)
    if end - start > 1, line[start] == Byte.quote, line[end - 1] == Byte.quote {
      (start, end) = Self.trim(line, from: start + 1, to: end - 1)
    }
    let traits = lower(line, from: start, to: end)
    guard start < end, traits.isSubset(of: .plain) else { return try readOdd(line) }
    column = start + 1
    return try read(end - start, hadUpperCase: traits.contains(.upperCase)) {
      PersonalData(line[start..<end].map(Unicode.Scalar.init)[...])
    }
  }

  /// A part of the line without spaces around it.
  private static func trim(
    _ line: UnsafeRawBufferPointer, from start: Int, to end: Int
  ) -> (start: Int, end: Int) {
    var (start, end) = (start, end)
    while start < end, line[start] == Byte.space { start += 1 }
    while end > start, line[end - 1] == Byte.space { end -= 1 }
    return (start, end)
  }

  /// Copies a part of the line in lower case, and tells what is in it.
  private mutating func lower(
    _ line: UnsafeRawBufferPointer, from start: Int, to end: Int
  ) -> ByteTraits {
    table.traits.withUnsafeBufferPointer { traits in
      lowered.withUnsafeMutableBufferPointer { lowered in
        var seen: UInt8 = 0
        for index in start..<max(start, end) {
          let byte = line[index]
          let trait = traits[Int(byte)]
          seen |= trait
          lowered[index - start] = byte | (trait & ByteTraits.upperCase.rawValue)
        }
        return ByteTraits(rawValue: seen)
      }
    }
  }

  /// Judges what was copied.
  private func read(
    _ count: Int, hadUpperCase: Bool, _ guess: () -> PersonalData?
  ) throws(ListFault) -> ListEntry {
    do throws(ListFault) {
      return try lowered.withUnsafeBytes { bytes in
        let bytes = UnsafeRawBufferPointer(rebasing: bytes[..<count])
        return Result { () throws(ListFault) in
          try value.read(bytes, hadUpperCase: hadUpperCase)
        }
      }.get()
    } catch .notAnEntry(.form) {
      throw guess().map { .personalData($0) } ?? .notAnEntry(.form)
    }
  }
}

// MARK: - Lines with something odd in them

extension EntryReader {
  private mutating func readOdd(_ line: UnsafeRawBufferPointer) throws(ListFault) -> ListEntry {
    let text = String(decoding: line, as: UTF8.self)
    guard text.utf8.elementsEqual(line) else { throw .notUTF8 }
    let scalars = Array(text.unicodeScalars)
    if let place = scalars.firstIndex(of: "\0") { throw found(.nullByte, at: place) }
    var inside = Self.trimmed(scalars[...])
    column = inside.startIndex + 1
    guard !inside.isEmpty else { throw found(.emptyLine, at: 0) }
    if let place = scalars.firstIndex(of: "\t") { throw found(.tab, at: place) }
    if let place = scalars.firstIndex(where: { $0 == "," || $0 == ";" }) {
      throw found(.extraColumn(after: scalars[place] == "," ? .comma : .semicolon), at: place)
    }
    if inside.first == "\"", inside.last == "\"", inside.count > 1 {
      inside = Self.trimmed(inside.dropFirst().dropLast())
      column = inside.startIndex + 1
      guard !inside.isEmpty else { throw found(.emptyLine, at: 0) }
    }
    if let data = PersonalData(inside) { throw .personalData(data) }
    if inside.first == "'", inside.last == "'" { throw .notAnEntry(.quotes) }
    if let place = inside.firstIndex(where: "\"“”".unicodeScalars.contains) {
      throw found(.notAnEntry(.quotes), at: place)
    }
    guard !inside.contains(where: Self.isNoPartOfEntry) else { throw .notAnEntry(.form) }
    return try readWord(inside)
  }

  private mutating func readWord(
    _ word: ArraySlice<Unicode.Scalar>
  ) throws(ListFault) -> ListEntry {
    let text = String(String.UnicodeScalarView(word))
    let lower = Array(text.lowercased().utf8)
    guard lower.count <= lowered.count else { throw .notAnEntry(.length) }
    lowered.replaceSubrange(..<lower.count, with: lower)
    return try read(lower.count, hadUpperCase: !text.utf8.elementsEqual(lower)) { nil }
  }

  private mutating func found(_ fault: ListFault, at place: Int) -> ListFault {
    column = place + 1
    return fault
  }

  /// Without white space around it; a tab is a second column, so it stays.
  private static func trimmed(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    let isOuter = { (scalar: Unicode.Scalar) in
      scalar != "\t" && scalar.properties.isWhitespace || scalar == "\u{FEFF}"
        || scalar == "\u{200B}"
    }
    var text = text.drop(while: isOuter)
    while let last = text.last, isOuter(last) { text.removeLast() }
    return text
  }

  private static func isNoPartOfEntry(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || "<>".unicodeScalars.contains(scalar)
      || scalar.properties.generalCategory == .control
      || scalar.properties.isDefaultIgnorableCodePoint
  }
}

/// What a byte of a line may be, beside a part of a value.
struct ByteTraits: OptionSet {
  let rawValue: UInt8

  /// The bit that makes an ASCII letter lower-case.
  static let upperCase = Self(rawValue: 0x20)
  static let odd = Self(rawValue: 0x01)
  static let plain: Self = .upperCase
}

/// The traits of every byte.
struct ByteTable {
  let traits: [UInt8]

  init() {
    let odd = Set("\"'<>,;\u{7F}".utf8)
    traits = (0...255).map { (byte: UInt8) in
      switch byte {
      case 0x41...0x5A: ByteTraits.upperCase.rawValue
      case 0x21..<0x80 where !odd.contains(byte): 0
      default: ByteTraits.odd.rawValue
      }
    }
  }
}
