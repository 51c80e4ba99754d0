import AdsModel
import Diagnostics

/// What some lines of a stream come to: each person once, with the last that was said of them.
public struct StreamBatch {
  private let kind: DigestKind
  private var people: [ListDigest: (operation: StreamOperation, namespace: StreamNamespace)] = [:]

  /// For lines that `reader` judges.
  public init(for reader: StreamReader) { kind = reader.kind }

  /// How many people.
  public var count: Int { people.count }

  /// Takes in a line; false where an earlier one of the same person no longer counts.
  public mutating func take(_ entry: StreamEntry) -> Bool {
    people.updateValue((entry.operation, entry.namespace), forKey: entry.digest) == nil
  }

  /// Who comes and who goes, in the order of a key.
  public func sets(keyedBy key: ListKey) -> (add: MemberSet, remove: MemberSet) {
    var add = MemberCollector(key: key)
    var remove = MemberCollector(key: key)
    for (digest, last) in people {
      switch last.operation {
      case .add: add.append(digest, kind)
      case .remove: remove.append(digest, kind)
      }
    }
    return (add.finish(), remove.finish())
  }

  /// How many of a namespace come or go.
  public func count(_ operation: StreamOperation, _ namespace: StreamNamespace) -> Int {
    people.values.count { $0.operation == operation && $0.namespace == namespace }
  }

  /// Forgets everybody.
  public mutating func clear() { people.removeAll(keepingCapacity: true) }
}

/// People who opted out: whoever is put on a list is taken out instead.
public struct OptOuts {
  private let people: MemberSet

  /// Those of a list, and what is wrong with it; none where its digests tell nothing of the stream's people.
  public static func people(
    of contents: ListContents, in reader: StreamReader
  ) -> (people: Self?, diagnostics: [Diagnostic]) {
    guard let hashing = contents.hashing, hashing.digestKind != reader.kind else {
      return (Self(people: contents.members), contents.diagnostics)
    }
    let found = Diagnostic(
      .listMixedHashing,
      "its first entry is \(hashing.words), but the people of the stream are told by \(reader.kind.words)",
      in: contents.file, hint: "write the opt-outs plain, or as digests of that kind")
    return (nil, contents.diagnostics + [found])
  }

  /// Turns a line round that puts on the list who must not be on it.
  public func judge(_ entry: inout StreamEntry) -> Bool {
    guard entry.operation == .add, people.contains(entry.digest) else { return false }
    entry.operation = .remove
    return true
  }
}

extension DigestKind {
  fileprivate var words: String {
    switch self {
    case .md5: "MD5"
    case .sha1: "SHA-1"
    case .sha256: "SHA-256"
    }
  }
}
