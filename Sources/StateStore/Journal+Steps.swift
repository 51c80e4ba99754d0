import AdsModel
import Planning

/// Operations of several steps, and what is being made in them.
extension Journal {
  /// Journals a step before it is attempted; none for an operation of one step.
  func run(intending operation: IntendedOperation, after progress: StepProgress?) -> JournalRun? {
    guard let step = operation.step else { return nil }
    precondition(progress?.open == nil, "a step is intended once")
    return JournalRun(
      operation.sequence, .reached(.intent), deadline: operation.deadline,
      step: .init(position: progress?.doneCount ?? 0, step: step))
  }

  /// Settles the step of an operation that goes on.
  mutating func settle(
    _ sequence: Int, _ intent: OpenIntents.Intent, _ values: PrivateValues,
    _ resource: StoredResource?, _ making: inout [Address: UnfinishedCreation],
    _ write: inout StateWrite
  ) throws(StateError) -> JournalRun {
    guard let step = intent.progress.open else {
      preconditionFailure("only a step that is intended is done")
    }
    let done = OperationStep(step.name, values)
    try keep(done, intent.address, resource, &making, &write)
    return JournalRun(
      sequence, .reached(.done), step: .init(position: intent.progress.doneCount, step: done))
  }

  /// Stores what a step returned: with its resource, or with what is being made.
  ///
  /// The version of the resource stays, as nothing changed that a plan knows of.
  mutating func keep(
    _ step: OperationStep, _ address: Address, _ resource: StoredResource?,
    _ making: inout [Address: UnfinishedCreation], _ write: inout StateWrite
  ) throws(StateError) {
    if let resource {
      precondition(resource.address == address, "a resource is stored at its operation's address")
      try put(resource)
      write.entries.append(.resources([.put(resource)]))
    } else {
      making[address] = UnfinishedCreation(address, after: step.name, step.values)
    }
  }

  /// Writes what is being made, if that is another than before, and who comes to lists and goes.
  ///
  /// The last thing that is decided of what is stored: a list that belongs to nothing then is forgotten.
  mutating func put(
    _ making: [Address: UnfinishedCreation], _ members: [MembersWrite] = [],
    in write: inout StateWrite
  ) {
    if making != unfinished {
      write.entries.append(.unfinished(making.values.sorted { $0.address < $1.address }))
      lists.put(making.values)
    }
    let left = lists.left
    for change in members {
      precondition(
        lists.has(change.list) || left.contains(change.list),
        "members are those of a list that something stored names")
    }
    let changes = (members.filter { !left.contains($0.list) } + left.map(MembersWrite.forgetting))
      .flatMap(\.parts)
    if !changes.isEmpty { write.entries.append(.members(changes)) }
  }
}

extension [Address: UnfinishedCreation] {
  init(_ creations: [UnfinishedCreation]) {
    self.init(creations.map { ($0.address, $0) }) { first, _ in first }
  }

  /// Takes out what is made, or given up, now that an operation is done.
  mutating func finish(_ kind: OperationRecord.Kind, at address: Address) {
    if kind == .create || kind == .archive { self[address] = nil }
  }

  /// Takes everything along with some moves, all at once.
  func moved(by moves: [Move]) -> Self {
    guard !isEmpty else { return self }
    let targets = [Address: Address](moves.map { ($0.from, $0.to) }) { first, _ in first }
    return Self(
      values.map { creation in
        var creation = creation
        creation.address = creation.address.moved(by: targets)
        return creation
      })
  }
}
