import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes
import Planning

/// The JSON form of `state list`.
public enum StateListDocument {
  public static func encode(_ listing: StateListing) -> [UInt8] {
    DocumentWriter.document(listing)
  }
}

extension StateListing: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case state, resources, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .state: StatePosition.Key.objectSchema
      case .resources: .array(of: ListedResource.Key.objectSchema)
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .state: writer.object(StatePosition(lineage: lineage, serial: serial))
    case .resources: writer.objects(resources.lazy.map(ListedResource.init))
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

/// The part of a stored resource that a list shows.
struct ListedResource: DocumentObject {
  let resource: StoredResource

  enum Key: String, DocumentKey {
    case address, id, status

    var schema: Schema {
      switch self {
      case .address: .address
      case .id: Schema.string().described("The target's own name for it.")
      case .status: .word(of: Status.self)
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(resource.address.description)
    case .id: writer.string(resource.id)
    case .status: writer.string(resource.status.rawValue)
    }
  }
}
