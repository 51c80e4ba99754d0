import AdsModel
import CanonicalJSON
import Planning

extension Change: ReadableObject {
  enum Key: String, DocumentKey {
    case address, action, reason, name, id
    case storedVersion = "stored_version"
    case updatedTime = "updated_time"
    case resolvedStart = "resolved_start"
    case defaulted
    case finishesReplacement = "finishes_replacement"
    case fields, membership
    case listBinding = "list_binding"
    case notes, source

    var isAlwaysThere: Bool { self != .membership && self != .listBinding }

    var schema: Schema {
      switch self {
      case .address: .address
      case .action: .word(of: Action.self)
      case .reason: .word(of: Reason.self).described("Why the plan changes the resource.")
      case .name: Schema.string().described("What people call the resource, after the change.")
      case .id: Schema.string().nullable.described("The target's id; null for a creation.")
      case .storedVersion:
        Schema.integer(minimum: 0).nullable.described(
          "The stored version that the plan was made from; null when nothing may be stored.")
      case .updatedTime:
        Schema.integer(minimum: 0).nullable.described(
          "When anybody last changed it on the account, in seconds since 1970; null where nobody looked."
        )
      case .resolvedStart: Schema.day.nullable.described("The day on which it starts.")
      case .defaulted:
        Schema.array(of: .string()).described("Fields that the YAML leaves to their default.")
      case .finishesReplacement:
        Schema.boolean.described("Only archives the copy that an earlier replacement left.")
      case .fields: .array(of: .definition("field_change"))
      case .membership:
        Membership.Key.objectSchema.nullable.described(
          "Who comes to the customer list and who goes; of audiences alone, null where it does not apply."
        )
      case .listBinding:
        Schema.string().described(
          "Stands for the people that the list was planned with; of customer lists alone.")
      case .notes: Schema.array(of: .string()).described("What a reader should know.")
      case .source:
        Place.Key.objectSchema.nullable.described(
          "What caused the change; null for what is no longer declared.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .action: writer.string(action.rawValue)
    case .reason: writer.string(reason.rawValue)
    case .name: writer.string(name)
    case .id: writer.optional(id)
    case .storedVersion: writer.optional(storedVersion)
    case .updatedTime: writer.optional(updatedTime)
    case .resolvedStart: writer.optional(start?.description)
    case .defaulted: writer.strings(defaulted.lazy.map(\.text))
    case .finishesReplacement: writer.bool(finishesReplacement)
    case .fields: writer.objects(fields)
    case .membership: writer.optional(membership)
    case .listBinding: writer.optional(listBinding)
    case .notes: writer.strings(notes)
    case .source: writer.optional(source)
    }
  }

  func has(_ key: Key) -> Bool {
    switch key {
    case .membership: address.kind == .audience
    case .listBinding: listBinding != nil
    default: true
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      try members.word(.action), try members.address(.address), reason: try members.word(.reason),
      name: try members.text(.name), fields: try members.objects(.fields),
      notes: try members.texts(.notes), source: try members.optionalObject(.source),
      id: try members.optionalText(.id), storedVersion: try members.optionalNumber(.storedVersion),
      // Plans of earlier versions have none.
      updatedTime: members.contains(.updatedTime) ? try members.optionalNumber(.updatedTime) : nil,
      start: try members.optionalDay(.resolvedStart),
      defaulted: try members.texts(.defaulted).map(FieldPath.init),
      finishesReplacement: try members.decode(Bool.self, forKey: .finishesReplacement),
      membership: members.contains(.membership) ? try members.optionalObject(.membership) : nil,
      listBinding: members.contains(.listBinding) ? try members.text(.listBinding) : nil)
  }
}

extension FieldChange: ReadableObject {
  enum Key: String, DocumentKey {
    case path, before, after
    case movedBy = "moved_by"

    var schema: Schema {
      switch self {
      case .path:
        Schema.string().described("Reads like the YAML.").withExamples("bid", "budget.daily")
      case .before, .after: .fieldValue
      case .movedBy:
        Schema.word(of: Mover.self).nullable.described(
          "Who made the value differ since the last apply: the YAML, somebody on the account, or both; null where nobody looked at the account."
        )
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .path: writer.string(path.text)
    case .before: writer.optional(before)
    case .after: writer.optional(after)
    case .movedBy: writer.optional(mover?.rawValue)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    let path = FieldPath(try members.text(.path))
    self.init(
      path: path,
      before: try members.decode(FieldJSON?.self, forKey: .before)?.value(at: path),
      after: try members.decode(FieldJSON?.self, forKey: .after)?.value(at: path),
      mover: members.contains(.movedBy) ? try members.optionalWord(.movedBy) : nil)
  }
}

extension Place: ReadableObject {
  enum Key: String, DocumentKey {
    case file, line

    var schema: Schema {
      switch self {
      case .file: .file
      case .line: .line
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .file: writer.string(file)
    case .line: writer.integer(line)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(file: try members.text(.file), line: try members.number(.line))
  }
}
