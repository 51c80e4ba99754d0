import AdsModel

/// One normalised value: what it is, and what stands for it.
///
/// Normalised is without white space around it and in lower case, as Pinterest hashes it too.
struct ListValue {
  let identifier: ListIdentifier

  /// Judges bytes in lower case; `hadUpperCase` tells whether they were written so.
  func read(_ bytes: UnsafeRawBufferPointer, hadUpperCase: Bool) throws(ListFault) -> ListEntry {
    switch Self.shape(of: bytes) {
    case .digest(let kind, let digest): return ListEntry(hashing: ListHashing(kind), digest: digest)
    case .hexadecimal: throw .notAnEntry(.digits(bytes.count))
    case .email:
      guard identifier == .email else { throw .otherIdentifier }
    case .advertisingID:
      guard identifier != .email else { throw .otherIdentifier }
      // Apple writes its ids in upper case, Android in lower case.
      if identifier == .maid, hadUpperCase { throw .notLowerCase }
    case .other: throw .notAnEntry(.form)
    }
    return ListEntry(hashing: .none, digest: ListDigest(hashing: bytes))
  }

  private enum Shape {
    case email, advertisingID, hexadecimal, other
    case digest(DigestKind, ListDigest)
  }

  /// The fewest hexadecimal digits that are taken for a digest gone wrong.
  private static let shortestDigest = 24

  private static func shape(of bytes: UnsafeRawBufferPointer) -> Shape {
    if let at = bytes.firstIndex(of: Byte.at) {
      let domain = bytes[(at + 1)...]
      return at > 0 && !domain.isEmpty && !domain.contains(Byte.at) ? .email : .other
    }
    if let kind = DigestKind(hexadecimalDigits: bytes.count),
      let digest = ListDigest(hexadecimal: bytes)
    {
      return .digest(kind, digest)
    }
    if isAdvertisingID(bytes) { return .advertisingID }
    let isHexadecimal =
      bytes.count >= shortestDigest
      && bytes.allSatisfy { ListDigest.value($0) < 16 }
    return isHexadecimal ? .hexadecimal : .other
  }

  /// Whether it is 8-4-4-4-12 hexadecimal digits.
  private static func isAdvertisingID(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == 36 else { return false }
    for index in 0..<36 {
      switch index {
      case 8, 13, 18, 23: if bytes[index] != Byte.hyphen { return false }
      default: if ListDigest.value(bytes[index]) >= 16 { return false }
      }
    }
    return true
  }
}
