import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes

/// The JSON form of `audience check`.
public enum ListCheckDocument {
  public static func encode(_ check: ListCheck) -> [UInt8] { DocumentWriter.document(check) }
}

extension ListCheck: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case file, lines, distinct, duplicates, hashing, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .file: Schema.string().described("The list as it was named.")
      case .lines:
        Schema.integer(minimum: 0).nullable.described(
          "How many were read; null where nothing could be.")
      case .distinct: Schema.integer(minimum: 0).nullable.described("People, each once.")
      case .duplicates:
        Schema.integer(minimum: 0).nullable.described("Entries that tell somebody again.")
      case .hashing:
        Schema.word(of: ListHashing.self).nullable.described(
          "How the first entry is written; null without one.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .file: writer.string(file)
    case .lines: writer.optional(counts?.lines)
    case .distinct: writer.optional(counts?.distinct)
    case .duplicates: writer.optional(counts?.duplicates)
    case .hashing: writer.optional(counts?.hashing?.rawValue)
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}
