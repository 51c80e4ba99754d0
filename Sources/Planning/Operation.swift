import AdsModel

/// One step of an apply: what is journalled before it is attempted and settled after.
public struct Operation: Hashable, Sendable {
  public enum Kind: String, Vocabulary {
    case create, update, archive
    /// Archives the copy that a replacement left behind.
    case archiveReplaced = "archive_replaced"
  }

  /// Position in the apply, from 0.
  public let sequence: Int
  public let kind: Kind
  /// Which of the plan's changes it carries out; a replacement takes two operations.
  public let changeIndex: Int

  public init(sequence: Int, kind: Kind, changeIndex: Int) {
    self.sequence = sequence
    self.kind = kind
    self.changeIndex = changeIndex
  }
}

extension Plan {
  /// The steps that carry out the plan, in order; old copies are archived last.
  public var operations: [Operation] {
    Operation.list(changes.count) { (changes[$0].action, changes[$0].finishesReplacement) }
  }
}

extension Operation {
  /// The steps of so many changes, each with its action and whether it only finishes a replacement.
  public static func list(
    _ count: Int, _ change: (Int) -> (action: Action, isFinishing: Bool)
  ) -> [Operation] {
    var steps: [(Operation.Kind, Int)] = []
    var retirements: [(Operation.Kind, Int)] = []
    steps.reserveCapacity(count)
    for index in 0..<count {
      let (action, isFinishing) = change(index)
      switch action {
      case .create: steps.append((.create, index))
      case .update: steps.append((.update, index))
      case .archive: steps.append((.archive, index))
      case .replace:
        if !isFinishing { steps.append((.create, index)) }
        retirements.append((.archiveReplaced, index))
      }
    }
    return (steps + retirements.reversed()).enumerated().map { sequence, step in
      Operation(sequence: sequence, kind: step.0, changeIndex: step.1)
    }
  }
}

extension Operation {
  /// The fields of the resource once the operation is done, as they are stored.
  ///
  /// None for what only archives. `encoder` writes amounts with the account currency's decimals.
  public func attributes(
    of change: Change, previous: StoredResource?, encoder: inout FieldEncoder
  ) -> [UInt8]? {
    switch kind {
    case .archive, .archiveReplaced: return nil
    case .create:
      let fields = change.fields
      return encoder.encode { sink in
        for index in fields.indices where !fields[index].path.isOfMembers {
          if let value = fields[index].after { sink.put(fields[index].path, value) }
        }
      }
    case .update:
      var fields = previous.flatMap { Fields(json: $0.attributes) } ?? Fields()
      for field in change.fields where !field.path.isOfMembers { fields[field.path] = field.after }
      return encoder.encode(fields)
    }
  }

  /// What is stored once the operation is done; none when nothing stays on record.
  ///
  /// A pure function of the change and of what was stored at its address before: the local
  /// target, a recovery and a test all get the same resource. `version` is the serial of the
  /// write; `attributes` come from the function above.
  public func outcome(
    of change: Change, previous: StoredResource?, attributes: [UInt8]?, id: String, version: Int64
  ) -> StoredResource? {
    switch kind {
    case .archive:
      guard var resource = previous, change.reason != .removed else { return nil }
      resource.status = .archived
      resource.version = version
      return resource
    case .archiveReplaced:
      var resource = previous
      resource?.replaces = nil
      resource?.replacedValues = [:]
      resource?.version = version
      return resource
    case .create, .update:
      let written = change[.status]?.after?.text.flatMap(Status.init(rawValue:))
      // A new copy has nothing to be remembered of yet; what is of the old one is still needed.
      let isCopy = kind == .create && change.action == .replace
      return StoredResource(
        address: change.address, id: id,
        status: written ?? (kind == .update ? previous?.status : nil) ?? .active,
        attributes: attributes ?? [], defaulted: change.defaulted, start: change.start,
        replaces: isCopy ? previous?.id : previous?.replaces, version: version,
        privateValues: kind == .create ? [:] : previous?.privateValues ?? [:],
        replacedValues: (isCopy ? previous?.privateValues : previous?.replacedValues) ?? [:])
    }
  }
}
