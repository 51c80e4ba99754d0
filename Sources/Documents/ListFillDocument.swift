import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes

/// The JSON form of `audience add`, `remove` and `replace`.
public enum ListFillDocument {
  public static func encode(_ fill: ListFill) -> [UInt8] { DocumentWriter.document(fill) }
}

extension ListFill: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case operation, address, file, outcome, lines, distinct, duplicates, hashing, suppressed
    case added, removed
    case knownBefore = "known_before"
    case knownAfter = "known_after"
    case error, state, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .operation: .word(of: Operation.self)
      case .address: Schema.string().withExamples("audience/crm")
      case .file: Schema.string().described("The list as it was named.")
      case .outcome: .word(of: Outcome.self)
      case .lines: Self.count("How many were read; null where nothing could be.")
      case .distinct: Self.count("People of the file, each once, opt-outs among them.")
      case .duplicates: Self.count("Entries that tell somebody again.")
      case .hashing:
        Schema.word(of: ListHashing.self).nullable.described(
          "How the first entry is written; null without one.")
      case .suppressed: Self.count("People of the file who are among the opt-outs.")
      case .added:
        Self.count("People who are put on the list, those who are known to be on it among them.")
      case .removed:
        Self.count("People who are taken out, whether or not they are known to be on it.")
      case .knownBefore:
        Self.count("Who was known to be on the list; others may have put more people there.")
      case .knownAfter: Self.count("Who is known to be on it once all of it is done.")
      case .error: Schema.string().nullable.described("Why it failed; null when it did not.")
      case .state: StateAfter.Key.objectSchema
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }

    private static func count(_ description: String) -> Schema {
      Schema.integer(minimum: 0).nullable.described(description)
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .operation: writer.string(operation.rawValue)
    case .address: writer.string(address.description)
    case .file: writer.string(file)
    case .outcome: writer.string(outcome.rawValue)
    case .lines: writer.optional(read?.lines)
    case .distinct: writer.optional(read?.distinct)
    case .duplicates: writer.optional(read?.duplicates)
    case .hashing: writer.optional(read?.hashing?.rawValue)
    case .suppressed: writer.optional(suppressed)
    case .added: writer.optional(counts?.added)
    case .removed: writer.optional(counts?.removed)
    case .knownBefore: writer.optional(counts?.knownBefore)
    case .knownAfter: writer.optional(counts?.knownAfter)
    case .error: writer.optional(error)
    case .state: writer.object(StateAfter(lineage: lineage, serial: serial))
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}
