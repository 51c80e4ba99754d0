import AdsModel
import CanonicalJSON
import Diagnostics
import ManifestWriting
import Planning

/// The JSON form of `pull`.
public enum PullDocument {
  public static func encode(_ report: PullReport) -> [UInt8] {
    DocumentWriter.document(report, decimals: report.currency.decimals)
  }

  /// The same names without anything pulled, for when it could not begin or come to its end.
  public static func encodeFailure(_ diagnostics: [Diagnostic], isDryRun: Bool) -> [UInt8] {
    DocumentWriter.document(FailedPull(isDryRun: isDryRun, diagnostics: diagnostics))
  }
}

/// A pull's document that says why nothing was pulled.
private struct FailedPull: DocumentObject {
  typealias Key = PullReport.Key

  let isDryRun: Bool
  let diagnostics: [Diagnostic]

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .dryRun: writer.bool(isDryRun)
    case .files, .pulled, .notPulled, .notCarried, .kept: writer.strings([])
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

extension PullReport: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case dryRun = "dry_run"
    case files, pulled
    case notPulled = "not_pulled"
    case notCarried = "not_carried"
    case kept, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .dryRun: Schema.boolean.described("Whether nothing was written.")
      case .files: .array(of: .file)
      case .pulled: .array(of: ManifestEdits.Pulled.Key.objectSchema)
      case .notPulled: .array(of: ManifestEdits.NotPulled.Key.objectSchema)
      case .notCarried: .array(of: UncarriedProperty.Key.objectSchema)
      case .kept:
        Schema.array(of: KeptHour.Key.objectSchema).described(
          "Hours that the state keeps, as the YAML has only days.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .dryRun: writer.bool(isDryRun)
    case .files: writer.strings(edits.files.keys.sorted())
    case .pulled: writer.objects(edits.pulled)
    case .notPulled: writer.objects(edits.notPulled)
    case .notCarried: writer.objects(notCarried)
    case .kept: writer.objects(kept)
    case .diagnostics: writer.strings([])
    }
  }
}

extension ManifestEdits.Pulled: DocumentObject {
  enum Key: String, DocumentKey {
    case address, path, before, after, file, line

    var schema: Schema {
      switch self {
      case .address: .address
      case .path: Schema.string().withExamples("bid", "budget.daily")
      case .before, .after: .fieldValue
      case .file: .file
      case .line: .line
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .path: writer.string(path.text)
    case .before: writer.optional(before)
    case .after: writer.optional(after)
    case .file: writer.string(file)
    case .line: writer.integer(line)
    }
  }
}

extension ManifestEdits.NotPulled: DocumentObject {
  enum Key: String, DocumentKey {
    case address, path, reason, code, file, line

    var schema: Schema {
      switch self {
      case .address: .address
      case .code:
        Schema.string().nullable.described(
          "The rule that refuses the live value; null where no rule does.")
      case .path: Schema.string().nullable.described("Null for a resource as a whole.")
      case .reason: Schema.string()
      case .file: Schema.file.nullable
      case .line: Schema.line.nullable
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .path: writer.optional(path?.text)
    case .reason: writer.string(reason)
    case .code: writer.optional(code?.rawValue)
    case .file: writer.optional(file)
    case .line: writer.optional(line)
    }
  }
}

extension KeptHour: DocumentObject {
  enum Key: String, DocumentKey {
    case address, path, value

    var schema: Schema {
      switch self {
      case .address: .address
      case .path: Schema.string().withExamples("schedule.start", "schedule.end")
      case .value: Schema.string().withExamples("2026-12-31 12:00")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .path: writer.string(path.text)
    case .value: writer.string(moment.written)
    }
  }
}
