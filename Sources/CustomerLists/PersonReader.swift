import AdsModel
import Diagnostics

/// Reads one value after another, where they come from no file: the same rules, normalising and digests.
public struct PersonReader {
  /// Who a value stands for.
  public struct Person: Hashable, Sendable {
    public let digest: ListDigest
    /// How the value was written.
    public let hashing: ListHashing

    public var kind: DigestKind { hashing.digestKind }
  }

  /// Why a value stands for nobody; it holds no part of the value.
  public struct Rejection: Error, Hashable, Sendable {
    public let code: DiagnosticCode
  }

  private let identifier: ListIdentifier
  private var entries: EntryReader

  public init(_ identifier: ListIdentifier) {
    self.identifier = identifier
    entries = EntryReader(identifier)
  }

  public mutating func read(_ value: String) throws(Rejection) -> Person {
    do throws(ListFault) {
      let entry = try entry(of: Array(value.utf8))
      return Person(digest: entry.digest, hashing: entry.hashing)
    } catch {
      throw Rejection(code: error.code(identifier))
    }
  }

  private mutating func entry(of bytes: [UInt8]) throws(ListFault) -> ListEntry {
    guard bytes.count <= LineCutter.longest else { throw .notAnEntry(.length) }
    return try bytes.withUnsafeBytes { bytes in
      Result { () throws(ListFault) in try entries.read(bytes) }
    }.get()
  }
}
