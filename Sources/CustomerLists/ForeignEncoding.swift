/// Encodings that lists come in and that are not UTF-8, told by how the file begins.
enum ForeignEncoding: String {
  case utf16 = "UTF-16"
  case utf32 = "UTF-32"

  init?(_ start: UnsafeRawBufferPointer) {
    let bytes = Array(start.prefix(4))
    if bytes.starts(with: [0, 0, 0xFE, 0xFF])
      || bytes.count == 4 && bytes.starts(with: [0xFF, 0xFE, 0, 0])
    {
      self = .utf32
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if bytes.count > 1, (bytes[0] == 0) != (bytes[1] == 0) {
      // Text of mostly ASCII without a mark: every other byte is zero.
      self = .utf16
    } else {
      return nil
    }
  }
}
