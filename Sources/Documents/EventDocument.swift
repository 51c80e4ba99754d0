import AdsModel
import CanonicalJSON
import Outcomes
import Planning

/// The JSON form of events: one object a line, in the order in which things happened.
public enum EventDocument {
  /// One line, ended.
  ///
  /// `run` is the same in every line of one run, `sequence` numbers them from 0 so that a gap
  /// means that lines were lost, and `elapsed` counts milliseconds since the run began.
  public static func line(
    _ event: ApplyEvent, run: String, sequence: Int, elapsed: Int
  ) -> [UInt8] {
    DocumentWriter.document(Line(event: event, run: run, sequence: sequence, elapsed: elapsed))
  }

  /// Whether some bytes begin as a line of events does, however they go on.
  static func begins(_ bytes: [UInt8]) -> Bool {
    let start = "{\"\(Line.Key.formatVersion.rawValue)\":\(PlanDocument.formatVersion),"
    return bytes.starts(with: Array((start + "\"\(Line.Key.run.rawValue)\":").utf8))
  }

  /// The text of `schema/event.schema.json`.
  public static var schema: String {
    var schema = Line.Key.objectSchema
    schema.id = "https://pinplan.dev/schema/event.schema.json"
    schema.title = "pinplan event"
    schema.description = "One line of what pinplan apply --events writes."
    return schema.fileText
  }

  struct Line: DocumentObject {
    let event: ApplyEvent
    let run: String
    let sequence: Int
    let elapsed: Int

    enum Key: String, DocumentKey {
      case formatVersion = "format_version"
      case run, sequence
      case elapsed = "elapsed_ms"
      case phase, operation, action, address, id, error
      case requestID = "request_id"
      case waited = "rate_limit_wait_ms"
      case count
      case wait = "wait_ms"

      var schema: Schema {
        switch self {
        case .formatVersion: .formatVersion
        case .run: Schema.string().described("The same in every line of one apply.")
        case .sequence: Schema.integer(minimum: 0).described("The line's number, from 0.")
        case .elapsed: Schema.integer(minimum: 0).described("Since the apply began.")
        case .phase: .word(of: ApplyEvent.Phase.self)
        case .operation: Schema.integer(minimum: 0).nullable.described("Its number in the apply.")
        case .action: Schema.word(of: Operation.Kind.self).nullable
        case .address: Schema.address.nullable
        case .id: Schema.string().nullable.described("The target's, once there is one.")
        case .error: Schema.string().nullable.described("Why it failed, or the apply stopped.")
        case .requestID: Schema.string().nullable.described("The target's name for a request.")
        case .waited:
          Schema.integer(minimum: 0).nullable.described("How long a rate limit held it back.")
        case .count:
          Schema.integer(minimum: 0).nullable.described(
            "How many operations there are, at the start; how many are waited for; how many are "
              + "settled, at the end.")
        case .wait:
          Schema.integer(minimum: 0).nullable.described(
            "How long what may have happened is waited for at most.")
        }
      }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      switch key {
      case .formatVersion: writer.integer(PlanDocument.formatVersion)
      case .run: writer.string(run)
      case .sequence: writer.integer(sequence)
      case .elapsed: writer.integer(elapsed)
      case .phase: writer.string(event.phase.rawValue)
      case .operation: writer.optional(event.operation)
      case .action: writer.optional(event.action?.rawValue)
      case .address: writer.optional(event.address?.description)
      case .id: writer.optional(event.id)
      case .error: writer.optional(event.error)
      case .requestID: writer.optional(event.requestID)
      case .waited: writer.optional(event.waited)
      case .count: writer.optional(event.count)
      case .wait: writer.optional(event.wait)
      }
    }
  }
}
