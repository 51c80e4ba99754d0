import AdsModel
import Diagnostics

/// What the values of a stream are, by the names that customer-data platforms give them.
public enum StreamNamespace: String, Vocabulary {
  case email = "Email"
  /// SHA-256 of an address in lower case.
  case emailDigest = "Email_LC_SHA256"
  case gaid = "GAID"
  case idfa = "IDFA"

  var identifier: ListIdentifier {
    switch self {
    case .email, .emailDigest: .email
    case .gaid: .maid
    case .idfa: .idfa
    }
  }
}

/// What a line of a stream asks for.
public enum StreamOperation: String, Vocabulary {
  case add, remove
}

/// One line of a stream: somebody who comes or goes.
public struct StreamEntry: Sendable {
  public var operation: StreamOperation
  public let namespace: StreamNamespace
  let digest: ListDigest
}

/// Why a line of a stream is left out; it holds no part of the line.
public struct StreamRejection: Error, Hashable, Sendable {
  public let code: DiagnosticCode
  /// None where the line does not tell it.
  public var namespace: StreamNamespace?
}

/// Judges the lines of a stream by the rules of lists, one after the other.
public struct StreamReader {
  private let identifiers: ListIdentifier
  private let allowsIDFA: Bool
  /// What stands for everybody on the list.
  let kind: DigestKind
  private var readers: [StreamNamespace: EntryReader]

  /// For the list of an audience as it is declared.
  public init(_ list: AudienceDefinition.CustomerList) {
    identifiers = list.identifiers
    allowsIDFA = list.allowsIDFA
    kind = (list.hashing ?? .none).digestKind
    readers = Dictionary(
      uniqueKeysWithValues: StreamNamespace.allCases.map { ($0, EntryReader($0.identifier)) })
  }

  /// Judges one line; `isCut` says that it goes on beyond what a line may have.
  public mutating func read(
    _ bytes: UnsafeRawBufferPointer, isCut: Bool
  ) throws(StreamRejection) -> StreamEntry {
    guard !isCut else { throw StreamRejection(code: .streamTooLong) }
    let line: StreamLine
    do throws(StreamLineScanner.Malformed) { line = try StreamLineScanner.read(bytes) } catch {
      throw StreamRejection(code: .streamSyntax)
    }
    guard let word = line.namespace, let op = line.op, let value = line.value else {
      throw StreamRejection(
        code: .streamSyntax, namespace: line.namespace.flatMap(StreamNamespace.init(bytes:)))
    }
    guard let namespace = StreamNamespace(bytes: word) else {
      throw StreamRejection(code: .streamUnknownNamespace)
    }
    guard let operation = StreamOperation(bytes: op) else {
      throw StreamRejection(code: .streamUnknownOp, namespace: namespace)
    }
    do throws(StreamRejection) {
      return StreamEntry(
        operation: operation, namespace: namespace, digest: try digest(of: value, in: namespace))
    } catch {
      throw StreamRejection(code: error.code, namespace: namespace)
    }
  }

  private mutating func digest(
    of value: [UInt8], in namespace: StreamNamespace
  ) throws(StreamRejection) -> ListDigest {
    if namespace == .idfa, !allowsIDFA { throw StreamRejection(code: .audienceIOSNotAllowed) }
    let isOfList =
      namespace.identifier == identifiers || (namespace == .idfa && identifiers == .maid)
    guard isOfList else { throw StreamRejection(code: .listMixedIdentifiers) }
    let result = value.withUnsafeBytes { bytes in
      Result { () throws(ListFault) in
        try readers[namespace, default: EntryReader(.email)].read(bytes)
      }
    }
    let entry: ListEntry
    do throws(ListFault) { entry = try result.get() } catch {
      throw StreamRejection(code: error.code(namespace.identifier))
    }
    let isWrittenSo = namespace != .emailDigest || entry.hashing == .sha256
    guard entry.hashing.digestKind == kind, isWrittenSo else {
      throw StreamRejection(code: .listMixedHashing)
    }
    return entry.digest
  }
}

extension RawRepresentable where RawValue == String {
  fileprivate init?(bytes: [UInt8]) { self.init(rawValue: String(decoding: bytes, as: UTF8.self)) }
}
