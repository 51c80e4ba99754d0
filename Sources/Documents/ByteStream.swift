/// Where a report goes as it is written, so that a long one is never held whole.
///
/// Once something could not be written nothing more is, and `finish` tells why.
public final class ByteStream {
  private let write: ([UInt8]) throws -> Void
  private var failure: (any Error)?

  public init(_ write: @escaping ([UInt8]) throws -> Void) { self.write = write }

  /// Worth a call: less is collected first.
  public static let piece = 1 << 16

  /// Whether what is written still goes anywhere.
  public var isOpen: Bool { failure == nil }

  public func put(_ bytes: [UInt8]) {
    guard failure == nil, !bytes.isEmpty else { return }
    do { try write(bytes) } catch { failure = error }
  }

  public func finish() throws {
    if let failure { throw failure }
  }

  /// All that is written to one, for what is short.
  public static func collected(_ body: (ByteStream) -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    body(ByteStream { bytes += $0 })
    return bytes
  }
}
