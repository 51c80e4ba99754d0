import AdsModel

/// Reads rows out of the parts of a JSON text as they come, without ever holding all of it.
///
/// A row is an object in a list. The list is the whole answer, a member of an object (`data`, as in
/// answers about targeting), or one for each entity, under its id, as in reports. The numbers of a
/// row may stand in an object of their own, `metrics`.
struct RowReader {
  /// Where in the text the next byte is.
  private enum Place {
    case start, member, afterMember, row, afterRow, end
  }

  /// No row is longer; what is, is none.
  static let longestRow = 1 << 20

  private var names: RowNames
  private var row: AnalyticsRow
  private var place = Place.start
  private var isFirst = true
  /// Whether the lists are members of an object.
  private var isNested = false
  /// The id that the rows of a list belong to.
  private var owner = ""
  private var rest: [UInt8] = []
  private var count = 0

  /// Reads rows whose entity one of the id columns names.
  init(idColumns: [String], columns: [String]) {
    names = RowNames(idColumns: idColumns, columns: columns)
    row = AnalyticsRow(columns: columns.count)
  }

  /// Takes the next part of the text, and gives the rows that end in it.
  mutating func read(_ part: some Collection<UInt8>, _ take: (AnalyticsRow) -> Void)
    throws(UnreadableRows)
  {
    rest.append(contentsOf: part)
    let bytes = rest
    var failure: UnreadableRows?
    let done = bytes.withUnsafeBufferPointer { buffer in
      do throws(UnreadableRows) {
        return try read(buffer, take)
      } catch {
        failure = error
        return buffer.count
      }
    }
    if let failure { throw failure }
    rest.removeAll(keepingCapacity: true)
    rest.append(contentsOf: bytes[done...])
    guard rest.count <= Self.longestRow else { throw UnreadableRows(reason: "a row has no end") }
  }

  /// Says that there are no more parts.
  mutating func finish() throws(UnreadableRows) {
    guard place == .end else { throw UnreadableRows(reason: "it ends too early") }
  }

  /// Reads as far as the bytes go; how many are done with.
  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ take: (AnalyticsRow) -> Void
  ) throws(UnreadableRows) -> Int {
    var done = 0
    while true {
      var cursor = JSONCursor(bytes, at: done)
      guard let byte = cursor.peek(), try step(&cursor, byte, take) else { return done }
      done = cursor.position
    }
  }

  /// One step in the text; whether the bytes were enough for it.
  private mutating func step(
    _ cursor: inout JSONCursor, _ byte: UInt8, _ take: (AnalyticsRow) -> Void
  ) throws(UnreadableRows) -> Bool {
    switch (place, byte) {
    case (.start, UInt8(ascii: "[")): place = .row
    case (.start, UInt8(ascii: "{")):
      place = .member
      isNested = true
    case (.member, UInt8(ascii: "\"")): return try member(&cursor)
    case (.member, UInt8(ascii: "}")) where isFirst, (.afterMember, UInt8(ascii: "}")):
      place = .end
    case (.row, UInt8(ascii: "{")):
      guard try readRow(&cursor) else { return false }
      count += 1
      take(row)
      place = .afterRow
      isFirst = false
      return true
    case (.row, UInt8(ascii: "]")) where isFirst, (.afterRow, UInt8(ascii: "]")):
      place = isNested ? .afterMember : .end
    case (.afterRow, UInt8(ascii: ",")):
      place = .row
      isFirst = false
      cursor.advance()
      return true
    case (.afterMember, UInt8(ascii: ",")):
      place = .member
      isFirst = false
      cursor.advance()
      return true
    default: throw UnreadableRows(reason: "it is not a list of rows")
    }
    cursor.advance()
    isFirst = true
    return true
  }

  /// A member of the outer object: a list of rows, or something to pass over.
  private mutating func member(_ cursor: inout JSONCursor) throws(UnreadableRows) -> Bool {
    guard let name = try cursor.string(), let colon = cursor.peek() else { return false }
    guard colon == UInt8(ascii: ":") else { throw UnreadableRows(reason: "it is not JSON") }
    cursor.advance()
    guard let byte = cursor.peek() else { return false }
    guard byte == UInt8(ascii: "[") else {
      guard try cursor.skip() else { return false }
      place = .afterMember
      return true
    }
    cursor.advance()
    let isID = !name.text.isEmpty && name.text.allSatisfy { (0x30...0x39).contains($0) }
    owner = isID ? String(decoding: name.text, as: UTF8.self) : ""
    place = .row
    isFirst = true
    return true
  }

  private mutating func readRow(_ cursor: inout JSONCursor) throws(UnreadableRows) -> Bool {
    row.clear()
    row.id = owner
    names.start()
    guard try members(&cursor, isOuter: true) else { return false }
    return true
  }

  /// The members of a row, or of the numbers in it.
  private mutating func members(_ cursor: inout JSONCursor, isOuter: Bool) throws(UnreadableRows)
    -> Bool
  {
    cursor.advance()
    guard let first = cursor.peek() else { return false }
    if first == UInt8(ascii: "}") {
      cursor.advance()
      return true
    }
    while true {
      guard let name = try cursor.string(), let colon = cursor.peek() else { return false }
      guard colon == UInt8(ascii: ":") else { throw notARow() }
      cursor.advance()
      guard let value = cursor.peek() else { return false }
      let role = names.role(of: name.text)
      if role == .metrics, isOuter, value == UInt8(ascii: "{") {
        guard try members(&cursor, isOuter: false) else { return false }
      } else if role == .ignored || role == .metrics {
        guard try cursor.skip() else { return false }
      } else {
        guard try take(role, &cursor, value) else { return false }
      }
      guard let next = cursor.peek() else { return false }
      cursor.advance()
      if next == UInt8(ascii: "}") { return true }
      guard next == UInt8(ascii: ",") else { throw notARow() }
    }
  }

  private func notARow() -> UnreadableRows {
    UnreadableRows(reason: "row \(count + 1) is not JSON")
  }

  private func invalid(_ name: String, _ reason: String) -> UnreadableRows {
    UnreadableRows(reason: "\(name) of row \(count + 1) is \(reason)")
  }

  /// Puts a value in its place in the row.
  private mutating func take(_ role: RowNames.Role, _ cursor: inout JSONCursor, _ byte: UInt8)
    throws(UnreadableRows) -> Bool
  {
    let raw: Slice<UnsafeBufferPointer<UInt8>>
    var hasEscapes = false
    let isString = byte == UInt8(ascii: "\"")
    if isString {
      guard let string = try cursor.string() else { return false }
      (raw, hasEscapes) = string
    } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
      throw invalid(names.name(of: role), "neither a number nor a text")
    } else {
      guard let scalar = try cursor.scalar() else { return false }
      if scalar.elementsEqual("null".utf8) { return true }
      raw = scalar
    }
    switch role {
    case .column(let index):
      guard let number = WireNumber(UnsafeBufferPointer(rebasing: raw)) else {
        throw invalid(names.name(of: role), "not a number of at most 18 digits")
      }
      row.values[index] = number
    case .id:
      guard raw.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw invalid(names.name(of: role), "not an id")
      }
      row.id = String(decoding: raw, as: UTF8.self)
    case .date:
      guard let (day, hour) = names.moment(UnsafeBufferPointer(rebasing: raw)) else {
        throw invalid("DATE", "not a day")
      }
      row.day = day
      row.hour = hour ?? row.hour
    case .hour:
      guard let hour = WireNumber(UnsafeBufferPointer(rebasing: raw))?.whole,
        (0...23).contains(hour)
      else { throw invalid("HOUR", "not an hour") }
      row.hour = Int(hour)
    case .targetingType, .targetingValue:
      guard let text = JSONCursor.text(raw, hasEscapes: hasEscapes) else { throw notARow() }
      if role == .targetingType { row.targetingType = text } else { row.targetingValue = text }
    case .metrics, .ignored: break
    }
    return true
  }
}
