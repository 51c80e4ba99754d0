import AdsModel
import Applying
import PinterestAPI
import Planning
import StateStore

/// Makes, changes and removes audiences, one a request as the API has it.
extension PinterestTarget {
  func performAudiences(_ batch: inout Batch) async throws(APIError) {
    batch.answerForgotten()
    for index in batch.open {
      if try await performList(index, &batch) { continue }
      let item = batch.items[index]
      var names = TargetingNames()
      names.add(item.prepared.referenceIDs)
      if item.isCreation {
        try await create(index, &batch, names)
      } else if item.isArchiving {
        try await remove(index, &batch)
      } else if item.update.isEmpty {
        batch.answers[index] = .done(id: item.id ?? "")
      } else {
        try await update(index, &batch, LiveReading(names: names.reversed))
      }
    }
  }

  private func create(
    _ index: Int, _ batch: inout Batch, _ names: TargetingNames
  ) async throws(APIError) {
    let bodies = WireBodies(names: names)
    let prepared = batch.items[index].prepared
    let values = prepared.step?.values ?? prepared.privateValues
    guard
      let body = batch.body(
        at: index,
        { item throws(WireBodies.Uncarried) in
          try bodies.audience(item.fields, list: values.customerList)
        })
    else { return }
    batch.take(
      try await client.createAudience(body, in: account, willSend: batch.willSend), for: [index])
    guard case .done(let id, _)? = batch.answers[index] else { return }
    batch.answers[index] = .done(id: id, remembering: .ownAudience(values))
  }

  private func update(
    _ index: Int, _ batch: inout Batch, _ reading: LiveReading
  ) async throws(APIError) {
    let stored = batch.items[index].prepared.previous.flatMap { Fields(json: $0.attributes) }
    let live = try await audience(batch.items[index].id ?? "")
    batch.refuseMoved(live.map { [reading.audience($0, stored: stored)] } ?? [])
    guard batch.answers[index] == nil,
      let body = batch.body(
        at: index,
        { item throws(WireBodies.Uncarried) in
          try item.update.audience
        })
    else { return }
    batch.take(
      try await client.updateAudience(
        batch.items[index].id ?? "", body, in: account, willSend: batch.willSend),
      for: [index])
  }

  /// What is gone already is what was wanted.
  ///
  /// A reading that does not show it is no proof, as it may be behind: only what cannot be removed any
  /// more is gone.
  private func remove(_ index: Int, _ batch: inout Batch) async throws(APIError) {
    let id = batch.items[index].id ?? ""
    let live = try await audience(id)
    if let live, batch.items[index].prepared.operation.kind == .archive {
      let stored = batch.items[index].prepared.previous.flatMap { Fields(json: $0.attributes) }
      var names = TargetingNames()
      names.add(batch.items[index].prepared.referenceIDs)
      batch.refuseMoved([LiveReading(names: names.reversed).audience(live, stored: stored)])
      guard batch.answers[index] == nil else { return }
    }
    do throws(APIError) {
      batch.take(
        try await client.updateAudience(id, .removal, in: account, willSend: batch.willSend),
        for: [index])
    } catch {
      guard live == nil, error.isNotFound else { throw error }
      batch.answers[index] = .done(id: id)
    }
  }

  private func audience(_ id: String) async throws(APIError) -> WireAudience? {
    do throws(APIError) {
      return try await client.audience(id, in: account)
    } catch {
      guard error.isNotFound else { throw error }
      return nil
    }
  }
}

extension WireAudience: WireEntity {}
extension WireCustomerList: WireEntity {}

extension PrivateValues {
  /// That pinplan made an audience, with what is remembered of its list.
  ///
  /// Only such ones are removed without seeing their type.
  static func ownAudience(_ values: Self) -> Self {
    var values = values.uploaded
    values["audience"] = "own"
    return values
  }

  var isOwnAudience: Bool { self["audience"] == "own" }
}

extension Batch {
  /// Answers for audiences that are made elsewhere: only the state knows of them.
  mutating func answerForgotten() {
    for index in open {
      let item = items[index]
      switch item.audienceType {
      case .external?:
        answers[index] =
          item.isCreation
          ? item.fields[.id]?.text.map { .done(id: $0) }
            ?? .refused("\(item.change.address) has no id")
          : .done(id: item.id ?? "")
      case .visitor?, .customerList?, .engagement?, .actalike?: refuseOtherList(index)
      case nil:
        // What nobody knows the type of may be somebody else's.
        if !item.prepared.privateValues.isOwnAudience, item.prepared.people == nil {
          answers[index] = .done(id: item.id ?? "")
        }
      }
    }
  }

  /// Refuses to go on with a list that was begun for people of another kind, or for no list at all: they
  /// would stay on it.
  private mutating func refuseOtherList(_ index: Int) {
    let item = items[index]
    guard item.isCreation, item.prepared.privateValues.customerList != nil else { return }
    let type = item.fields[.identifiers]?.text.flatMap(ListIdentifier.init(rawValue:))
    guard type.map(WireWords.listType) != item.prepared.privateValues.listType else { return }
    answers[index] = .refused(
      "an earlier apply has begun a list of another kind for it; take the audience out of the YAML, apply, and declare it again"
    )
  }
}

extension Batch.Item {
  /// The type of what it is about; of an old copy that an earlier apply left, none.
  fileprivate var audienceType: AudienceType? {
    let word: FieldValue? =
      switch prepared.operation.kind {
      case .create: fields[.type]
      case .update, .archive:
        prepared.previous.flatMap { Fields(json: $0.attributes) }?[.type]
      case .archiveReplaced: change[.type]?.before
      }
    return word?.text.flatMap(AudienceType.init(rawValue:))
  }
}
