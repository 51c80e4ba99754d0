import AdsModel

extension Address {
  /// Takes an address as we wrote it; its checksum was right, so its form is not looked at again.
  init?(stored bytes: UnsafeRawBufferPointer) {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), slash >= 2 else { return nil }
    let path = String(
      decoding: UnsafeRawBufferPointer(rebasing: bytes[(slash + 1)...]), as: UTF8.self)
    // The words differ in their first two letters or in their lengths.
    let kind: ResourceKind
    switch (bytes[0], bytes[1], slash) {
    case (UInt8(ascii: "c"), _, 8): kind = .campaign
    case (UInt8(ascii: "k"), _, 7): kind = .keyword
    case (UInt8(ascii: "a"), UInt8(ascii: "d"), 8): kind = .adGroup
    case (UInt8(ascii: "a"), UInt8(ascii: "d"), 2): kind = .ad
    case (UInt8(ascii: "a"), UInt8(ascii: "u"), 8): kind = .audience
    default: return nil
    }
    self.init(trusted: path, kind: kind)
  }
}
