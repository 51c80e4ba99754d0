import AdsModel
import CanonicalJSON
import Diagnostics
import Insights

/// The JSON form of `pins search` and `pins top`.
public enum PinListDocument {
  public static func encode(_ listing: PinListing) -> [UInt8] {
    DocumentWriter.document(Object(listing: listing))
  }

  public static func encodeFailure(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(Object(listing: nil, diagnostics: diagnostics))
  }

  struct Object: DocumentObject {
    let listing: PinListing?
    var diagnostics: [Diagnostic] = []

    enum Key: String, DocumentKey {
      case formatVersion = "format_version"
      case from, to, by, pins, notices, diagnostics

      var schema: Schema {
        switch self {
        case .formatVersion: .formatVersion
        case .from, .to: Schema.day.nullable.described("The days that counts are of.")
        case .by: Schema.word(of: Metric.self).nullable
        case .pins: .array(of: PinListing.Entry.Key.objectSchema)
        case .notices: .array(of: .string())
        case .diagnostics: .array(of: .definition("diagnostic"))
        }
      }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      switch key {
      case .formatVersion: writer.integer(PlanDocument.formatVersion)
      case .from: writer.optional(listing?.range.from.description)
      case .to: writer.optional(listing?.range.to.description)
      case .by: writer.optional(listing?.ranking?.rawValue)
      case .pins: writer.objects(listing?.pins ?? [])
      case .notices: writer.strings(listing?.notices ?? [])
      case .diagnostics: writer.objects(diagnostics)
      }
    }
  }
}

extension PinListing.Entry: DocumentObject {
  enum Key: String, DocumentKey {
    case pin, title, board
    case boardName = "board_name"
    case link, obstacles, count

    var schema: Schema {
      switch self {
      case .pin: Schema.string().described("Its id.")
      case .title, .boardName, .link: Schema.string().nullable
      case .board: Schema.string().nullable.described("Its id.")
      case .obstacles: Schema.array(of: .string()).described("Why it cannot be promoted.")
      case .count:
        Schema.integer().nullable.described("What it was ranked by; null where not known.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .pin: writer.string(pin.id)
    case .title: writer.optional(pin.title)
    case .board: writer.optional(pin.board)
    case .boardName: writer.optional(boardName)
    case .link: writer.optional(pin.link)
    case .obstacles: writer.strings(obstacles)
    case .count: writer.optional(count)
    }
  }
}
