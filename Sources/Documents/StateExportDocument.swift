import AdsModel
import CanonicalJSON
import Outcomes
import Planning

/// What `state export` prints: what is stored, with one value a line, so that two exports can be compared.
///
/// Resources are in the order of their addresses and values in that of their paths; there is no time and no
/// history in it.
public enum StateExportDocument {
  public static func encode(_ export: StateExport) -> [UInt8] {
    var writer = DocumentWriter(
      decimals: export.state?.account.currency.decimals ?? 0, indentation: 2)
    writer.object(export)
    writer.json.endLine()
    return writer.json.bytes
  }
}

extension StateExport: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case lineage, serial, resources

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .lineage:
        Schema.string().nullable.described("Names the state; null before the first apply.")
      case .serial: .integer(minimum: 0)
      case .resources:
        Schema.array(of: ExportedResource.Key.objectSchema).described(
          "In the order of their addresses.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .lineage: writer.optional(state?.lineage)
    case .serial: writer.integer(state?.serial ?? 0)
    case .resources:
      writer.objects(
        (state?.resources ?? []).sorted {
          $0.address.description.utf8.lexicographicallyPrecedes($1.address.description.utf8)
        }.lazy.map(ExportedResource.init))
    }
  }
}

/// One stored resource in an export.
struct ExportedResource: DocumentObject {
  let resource: StoredResource

  enum Key: String, DocumentKey {
    case address, defaulted, fields, id, replaces, start, status, version

    var schema: Schema {
      switch self {
      case .address: .address
      case .defaulted:
        Schema.array(of: .string()).described("Fields that the YAML leaves to their default.")
      case .fields: Schema.map(of: .fieldValue).described("By path, as the YAML reads.")
      case .id: Schema.string().described("The target's own name for it.")
      case .replaces:
        Schema.string().nullable.described("The id of the copy that is still to be archived.")
      case .start: Schema.day.nullable.described("The day on which it starts.")
      case .status: .word(of: Status.self)
      case .version: Schema.integer(minimum: 0).described("The serial of its last change.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(resource.address.description)
    case .defaulted: writer.strings(resource.defaulted.map(\.text).sorted())
    case .fields:
      let fields = Fields(json: resource.attributes)?.all ?? []
      writer.json.beginObject()
      for field in fields.sorted(by: { $0.path.text < $1.path.text }) {
        writer.json.key(field.path.text)
        field.value.write(to: &writer.json, decimals: writer.decimals)
      }
      writer.json.endObject()
    case .id: writer.string(resource.id)
    case .replaces: writer.optional(resource.replaces)
    case .start: writer.optional(resource.start?.description)
    case .status: writer.string(resource.status.rawValue)
    case .version: writer.integer(resource.version)
    }
  }
}
