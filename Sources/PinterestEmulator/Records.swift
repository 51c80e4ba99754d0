/// What an upload brings: people, and how many of its records are none.
struct Records: Sendable {
  private(set) var members: [Member] = []
  /// Records that were taken, by how they came: a kind of digest, `plain`, or `other`.
  private(set) var forms: [String: Int] = [:]
  private var rejected: [Rejection: Int] = [:]

  /// Why a record is not a person; never which record.
  struct Rejection: Hashable, Sendable {
    let code: Int
    let message: String

    static let email = Rejection(code: 42, message: "Invalid email")
    static let device = Rejection(code: 43, message: "Invalid MAID")
    static let plainDevice = Rejection(code: 44, message: "MAIDs and IDFAs must be hashed")
  }

  var count: Int { members.count + rejectedCount }
  var rejectedCount: Int { rejected.values.reduce(0, +) }

  /// Rejections with how many records each has, in the order of their codes.
  var rejections: [(rejection: Rejection, count: Int)] {
    rejected.sorted { $0.key.code < $1.key.code }.map { (rejection: $0.key, count: $0.value) }
  }

  /// Reads comma-separated records; white space around one and nothing between two commas are
  /// skipped, as the description's own example ends in a comma.
  init(_ text: String, listType: String, refusals: ItemRefusals? = nil) {
    var text = text
    text.withUTF8 { buffer in
      let bytes = UnsafeRawBufferPointer(buffer)
      var start = 0
      var place = 0
      for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x2C {
        let record = Self.trimmed(bytes, start..<index)
        start = index + 1
        guard !record.isEmpty else { continue }
        defer { place += 1 }
        if let refusal = refusals?.refusal(forItem: place) {
          if refusals?.isSilent == false {
            reject(Rejection(code: refusal.code, message: refusal.message))
          }
        } else {
          take(UnsafeRawBufferPointer(rebasing: bytes[record]), listType)
        }
      }
    }
  }

  private mutating func reject(_ rejection: Rejection) { rejected[rejection, default: 0] += 1 }

  private mutating func take(_ record: UnsafeRawBufferPointer, _ listType: String) {
    if let member = Member(hexadecimal: record) {
      add(member, as: member.form.rawValue)
      return
    }
    switch listType {
    case "EMAIL":
      guard Self.isEmail(record) else { return reject(.email) }
      add(Member(hashing: record), as: "plain")
    case "MAID", "IDFA": reject(Self.isDevice(record) ? .plainDevice : .device)
    default: add(Member(hashing: record), as: "other")
    }
  }

  private mutating func add(_ member: Member, as form: String) {
    members.append(member)
    forms[form, default: 0] += 1
  }

  private static func trimmed(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isSpace(bytes[start]) { start += 1 }
    while start < end, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Lower case, with one `@` and text on both sides of it.
  private static func isEmail(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let signs = bytes.indices.filter { bytes[$0] == 0x40 }
    guard signs.count == 1, signs[0] > 0, signs[0] < bytes.count - 1 else { return false }
    return !bytes.contains { byte in
      isSpace(byte) || (0x41...0x5A).contains(byte) || byte < 0x20 || byte == 0x22 || byte == 0x3B
    }
  }

  /// Hexadecimal 8-4-4-4-12.
  private static func isDevice(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == 36 else { return false }
    return bytes.indices.allSatisfy { place in
      let byte = bytes[place]
      if [8, 13, 18, 23].contains(place) { return byte == 0x2D }
      return (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
  }
}
