import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes

/// The JSON form of `audience stream`.
public enum StreamDocument {
  public static func encode(_ report: StreamReport) -> [UInt8] { DocumentWriter.document(report) }
}

extension StreamReport: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case address, complete, read, added, removed, rejected, superseded, suppressed, batches, settled
    case byNamespace = "by_namespace"
    case error, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .address: Schema.string().withExamples("audience/crm")
      case .complete: Schema.boolean.described("Whether everything that was read is settled.")
      case .read: Self.count("Lines of this run, without those that an earlier one had settled.")
      case .added: Self.count("People who were put on the list, once for each batch they were in.")
      case .removed: Self.count("People who were taken out, likewise.")
      case .rejected: Self.count("Lines that were left out.")
      case .superseded:
        Self.count("Lines after which another one of the same batch says it again, or otherwise.")
      case .suppressed:
        Self.count("Lines that would have put somebody on the list who is among the opt-outs.")
      case .batches: Self.count("Batches that are settled.")
      case .settled: Self.count("Lines of the whole input that are settled, earlier runs included.")
      case .byNamespace:
        .object(
          NamespaceCounts.Key.allCases.map {
            Schema.Member($0.rawValue, $0.schema, isRequired: true)
          })
      case .error: Schema.string().nullable.described("Why it stopped; null when it did not.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }

    private static func count(_ description: String) -> Schema {
      Schema.integer(minimum: 0).described(description)
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .address: writer.string(address.description)
    case .complete: writer.bool(isComplete)
    case .read: writer.integer(read)
    case .added: writer.integer(added)
    case .removed: writer.integer(removed)
    case .rejected: writer.integer(rejected)
    case .superseded: writer.integer(superseded)
    case .suppressed: writer.integer(suppressed)
    case .batches: writer.integer(batches)
    case .settled: writer.integer(settled)
    case .byNamespace: writer.object(NamespaceCounts(counts: namespaces))
    case .error: writer.optional(stopReason)
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

/// What became of each namespace, all of them always there.
private struct NamespaceCounts: DocumentObject {
  let counts: [(name: String, count: StreamReport.Count)]

  enum Key: String, DocumentKey {
    case email = "Email"
    case emailDigest = "Email_LC_SHA256"
    case gaid = "GAID"
    case idfa = "IDFA"

    var schema: Schema { CountObject.Key.objectSchema }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    let count = counts.first { $0.name == key.rawValue }?.count
    writer.object(CountObject(count: count ?? .init()))
  }
}

private struct CountObject: DocumentObject {
  let count: StreamReport.Count

  enum Key: String, DocumentKey {
    case added, removed, rejected

    var schema: Schema { Schema.integer(minimum: 0) }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .added: writer.integer(count.added)
    case .removed: writer.integer(count.removed)
    case .rejected: writer.integer(count.rejected)
    }
  }
}
