import AdsModel
import CanonicalJSON
import Diagnostics
import ManifestModel
import ManifestWriting
import Planning

/// The JSON form of `import`.
public enum ImportDocument {
  public static func encode(_ report: ImportReport) -> [UInt8] {
    DocumentWriter.document(report, decimals: report.currency.decimals)
  }

  /// The same names without anything imported, for when it could not begin or come to its end.
  public static func encodeFailure(_ diagnostics: [Diagnostic], isDryRun: Bool) -> [UInt8] {
    DocumentWriter.document(FailedImport(isDryRun: isDryRun, diagnostics: diagnostics))
  }
}

/// An import's document that says why nothing was imported.
private struct FailedImport: DocumentObject {
  typealias Key = ImportReport.Key

  let isDryRun: Bool
  let diagnostics: [Diagnostic]

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .dryRun: writer.bool(isDryRun)
    case .files, .imported, .leftOut, .notCarried, .kept, .refused, .unmatched:
      writer.strings([])
    case .differences: writer.null()
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

extension ImportReport: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case dryRun = "dry_run"
    case files, imported
    case leftOut = "left_out"
    case notCarried = "not_carried"
    case kept, refused, unmatched, differences, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .dryRun: Schema.boolean.described("Whether nothing was written.")
      case .files: .array(of: .file)
      case .imported: .array(of: ImportResult.Binding.Key.objectSchema)
      case .leftOut: .array(of: ImportResult.LeftOut.Key.objectSchema)
      case .notCarried: .array(of: UncarriedProperty.Key.objectSchema)
      case .kept:
        Schema.array(of: KeptHour.Key.objectSchema).described(
          "Hours that the state keeps, as the YAML has only days.")
      case .refused: .array(of: ImportResult.Refused.Key.objectSchema)
      case .unmatched: .array(of: ImportResult.Unmatched.Key.objectSchema)
      case .differences:
        Schema.array(of: Difference.Key.objectSchema).nullable.described(
          "What a plan after the import would change; null when none was made.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .dryRun: writer.bool(isDryRun)
    case .files: writer.strings(result.files.keys.sorted())
    case .imported: writer.objects(result.bindings)
    case .leftOut: writer.objects(result.leftOut)
    case .notCarried: writer.objects(result.notCarried)
    case .kept: writer.objects(result.kept)
    case .refused: writer.objects(result.refused)
    case .unmatched: writer.objects(result.unmatched)
    case .differences:
      if let differences { writer.objects(differences) } else { writer.null() }
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

extension ImportResult.Binding: DocumentObject {
  enum Key: String, DocumentKey {
    case address, id, file, line

    var schema: Schema {
      switch self {
      case .address: .address
      case .id: Schema.string()
      case .file: .file
      case .line: .line
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(resource.address.description)
    case .id: writer.string(resource.id)
    case .file: writer.string(file)
    case .line: writer.integer(line)
    }
  }
}

extension ImportResult.LeftOut: DocumentObject {
  enum Key: String, DocumentKey {
    case kind, id, name, reason, code, below

    var schema: Schema {
      switch self {
      case .kind: .word(of: ResourceKind.self)
      case .id, .reason: Schema.string()
      case .name: Schema.string().nullable
      case .code:
        Schema.string().nullable.described(
          "The rule that refuses it; null where it cannot be declared at all.")
      case .below:
        Schema.integer(minimum: 0).described("How many resources below it are left out too.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .kind: writer.string(kind.rawValue)
    case .id: writer.string(id)
    case .name: writer.optional(name)
    case .reason: writer.string(reason)
    case .code: writer.optional(code?.rawValue)
    case .below: writer.integer(below)
    }
  }
}

extension ImportResult.Refused: DocumentObject {
  enum Key: String, DocumentKey {
    case address, id, reason

    var schema: Schema { self == .address ? .address : Schema.string() }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .id: writer.string(id)
    case .reason: writer.string(reason)
    }
  }
}

extension ImportResult.Unmatched: DocumentObject {
  enum Key: String, DocumentKey {
    case selector, reason

    var schema: Schema { Schema.string() }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .selector: writer.string(selector)
    case .reason: writer.string(reason)
    }
  }
}

extension ImportReport.Difference: DocumentObject {
  enum Key: String, DocumentKey {
    case address, path, before, after

    var schema: Schema {
      switch self {
      case .address: .address
      case .path: Schema.string().withExamples("bid", "budget.daily")
      case .before, .after: .fieldValue
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .path: writer.string(change.path.text)
    case .before: writer.optional(change.before)
    case .after: writer.optional(change.after)
    }
  }
}

extension UncarriedProperty: DocumentObject {
  enum Key: String, DocumentKey {
    case kind, property, count

    var schema: Schema {
      switch self {
      case .kind: .word(of: ResourceKind.self)
      case .property:
        Schema.string().withExamples("pacing_delivery_type", "tracking_urls")
      case .count: Schema.integer(minimum: 1)
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .kind: writer.string(kind.rawValue)
    case .property: writer.string(property)
    case .count: writer.integer(count)
    }
  }
}
