import AdsModel

/// What the members of a row are, by their names.
///
/// Rows of one answer name theirs in one order, so the name after the last is tried first.
struct RowNames {
  enum Role: Hashable {
    case id, date, hour, targetingType, targetingValue, metrics, ignored
    /// A number, by its place among the columns.
    case column(Int)
  }

  /// Names beyond these are looked at and not remembered.
  private static let mostNames = 256

  private var known: [(name: [UInt8], role: Role)]
  private let columns: [String]
  private var next = 0
  /// The last date and what it is, as rows of a day follow each other or come again.
  private var lastDate: [UInt8] = []
  private var lastDay: Day?

  init(idColumns: [String], columns: [String]) {
    self.columns = columns
    var roles: [(String, Role)] = idColumns.map { ($0, .id) }
    roles += columns.enumerated().map { ($1, .column($0)) }
    roles += [
      ("DATE", .date), ("HOUR", .hour), ("targeting_type", .targetingType),
      ("targeting_value", .targetingValue), ("TARGETING_TYPE", .targetingType),
      ("TARGETING_VALUE", .targetingValue), ("metrics", .metrics),
    ]
    known = roles.map { (Array($0.0.utf8), $0.1) }
  }

  mutating func start() { next = 0 }

  func name(of role: Role) -> String {
    switch role {
    case .column(let index): columns[index]
    case .targetingType: "targeting_type"
    case .targetingValue: "targeting_value"
    case .date: "DATE"
    case .hour: "HOUR"
    case .id, .metrics, .ignored: "the id"
    }
  }

  mutating func role(of name: Slice<UnsafeBufferPointer<UInt8>>) -> Role {
    var index = next
    for _ in known.indices {
      if index >= known.count { index = 0 }
      if known[index].name.count == name.count, name.elementsEqual(known[index].name) {
        // Names move up behind each other, in the order of the first row.
        next = index + 1
        return known[index].role
      }
      index += 1
    }
    guard known.count < Self.mostNames else { return .ignored }
    known.append((Array(name), .ignored))
    next = known.count
    return .ignored
  }

  /// `2026-11-28`, `2026-11-28T05:00:00` and `2026-11-28 05:00:00`.
  mutating func moment(_ text: UnsafeBufferPointer<UInt8>) -> (day: Day, hour: Int?)? {
    guard text.count >= 10 else { return nil }
    if !text.prefix(10).elementsEqual(lastDate) {
      lastDate = Array(text.prefix(10))
      lastDay = Day(parsing: String(decoding: lastDate, as: UTF8.self))
    }
    guard let lastDay else { return nil }
    if text.count == 10 { return (lastDay, nil) }
    guard text.count >= 13, text[10] == UInt8(ascii: "T") || text[10] == 0x20,
      let hour = Int(String(decoding: text[11..<13], as: UTF8.self)), (0...23).contains(hour)
    else { return nil }
    return (lastDay, hour)
  }
}
