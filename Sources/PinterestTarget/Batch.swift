import AdsModel
import Applying
import PinterestAPI
import Planning

/// The operations of one request, and what became of each so far.
struct Batch {
  /// One operation with what it does.
  struct Item {
    let change: Change
    let prepared: PreparedOperation
    /// The resource as it is to be.
    let fields: Fields

    var id: String? { isCreation ? nil : prepared.id }
    var start: Day? { prepared.outcome?.start ?? change.start }
    var isCreation: Bool { prepared.operation.kind == .create }

    var isArchiving: Bool {
      prepared.operation.kind == .archive || prepared.operation.kind == .archiveReplaced
    }

    /// Whether the account still holds what the plan saw.
    func isAsPlanned(_ row: LiveResource) -> Bool {
      prepared.previous.map(row.isAsStored) ?? false
    }

    /// What an update sends.
    var update: WireUpdate { WireUpdate(id: prepared.id, change.fields, to: fields) }

    /// The words for audiences beside those for interests.
    func names(_ names: TargetingNames) -> TargetingNames {
      var names = names
      names.add(prepared.referenceIDs)
      return names
    }

    var namesInterests: Bool {
      fields[.interests]?.list?.contains { !TargetingNames.isID($0) } ?? false
    }
  }

  let items: [Item]
  var answers: [TargetAnswer?]
  /// Called right before its request is sent.
  var willSend: PinterestClient.WillSend = { () throws(APIError) in }
  private var requestID: String?
  private var waited = Duration.zero
  private var stop: String?

  init(_ operations: [(change: Change, prepared: PreparedOperation)]) {
    items = operations.map { change, prepared in
      var fields = Fields()
      if prepared.operation.kind == .create {
        for field in change.fields { fields[field.path] = field.after }
      } else if prepared.operation.kind == .update {
        fields = prepared.outcome.flatMap { Fields(json: $0.attributes) } ?? fields
      }
      return Item(change: change, prepared: prepared, fields: fields)
    }
    answers = Array(repeating: nil, count: items.count)
  }

  var isCreation: Bool { items.first?.isCreation ?? false }

  /// The ids of what it changes.
  var ids: [String] { items.compactMap(\.prepared.id) }

  /// What was stored before, by id.
  var previous: [String: Fields] {
    var fields: [String: Fields] = [:]
    for item in items {
      guard let id = item.id, let stored = item.prepared.previous else { continue }
      fields[id] = Fields(json: stored.attributes)
    }
    return fields
  }

  /// Positions of what has no answer yet.
  var open: [Int] { answers.indices.filter { answers[$0] == nil } }

  var reply: TargetReply {
    TargetReply(
      answers.map { $0 ?? .notSent("it was left out of the request") }, requestID: requestID,
      waited: waited, stop: stop)
  }

  /// Whether anything is left to ask of Pinterest, once what only the state knows of is done.
  mutating func asksAnything() -> Bool {
    for index in open
    where !items[index].isCreation && !items[index].isArchiving && items[index].update.isEmpty {
      answers[index] = .done(id: items[index].id ?? "")
    }
    return !open.isEmpty
  }

  mutating func answerAll(_ answer: (Item) -> TargetAnswer) {
    for index in open { answers[index] = answer(items[index]) }
  }

  /// Writes the bodies of what is open; what cannot be written is refused.
  mutating func prepare<Body>(
    _ body: (Item) throws(WireBodies.Uncarried) -> Body
  ) -> (bodies: [Body], positions: [Int]) {
    var bodies: [Body] = []
    var positions: [Int] = []
    for index in open {
      do throws(WireBodies.Uncarried) {
        bodies.append(try body(items[index]))
        positions.append(index)
      } catch {
        refuse(index, error)
      }
    }
    return (bodies, positions)
  }

  /// Writes the body of one; what cannot be written is refused.
  mutating func body<Body>(
    at index: Int, _ body: (Item) throws(WireBodies.Uncarried) -> Body
  ) -> Body? {
    do throws(WireBodies.Uncarried) {
      return try body(items[index])
    } catch {
      refuse(index, error)
      return nil
    }
  }

  private mutating func refuse(_ index: Int, _ error: WireBodies.Uncarried) {
    answers[index] = .refused("\(items[index].change.address) cannot be sent: \(error.reason)")
  }

  /// Takes in Pinterest's answers to the elements at some positions.
  mutating func take<Entity: WireEntity>(_ answer: BatchAnswer<Entity>, for positions: [Int]) {
    requestID = answer.requestID
    waited += answer.waited
    for (position, item) in zip(positions, answer.items) {
      switch item {
      case .accepted(let entity): answers[position] = .done(id: entity.id)
      case .refused(let code, let message):
        let number = code.map { " (code \($0))" } ?? ""
        answers[position] = .refused("Pinterest says: \(message)\(number)")
      case .unanswered:
        answers[position] = .unanswered("Pinterest's answer does not say what became of it")
      }
    }
  }

  /// Takes in that the whole request failed.
  mutating func fail(_ error: APIError) {
    requestID = error.requestID
    let words = error.description
    switch error {
    case .unanswered: answerAll { _ in .unanswered(words) }
    case .refused: answerAll { _ in .refused(words) }
    case .notToBeSent(let reason):
      stop = reason
      answerAll { _ in .notSent(reason) }
    case .unauthorized, .forbidden, .rateLimited, .notSent, .unavailable, .unreadable:
      // Nothing that follows would fare better.
      stop = words
      answerAll { _ in .notSent(words) }
    }
  }

  /// Refuses what somebody changed on Pinterest after the plan was made, and what is gone.
  ///
  /// Ads and audiences are told by their values: Pinterest's own review and counting may change their
  /// times at any time.
  mutating func refuseMoved(_ live: [LiveResource]) {
    let rows = Dictionary(live.map { ($0.id, $0) }) { first, _ in first }
    for index in open {
      let item = items[index]
      guard let id = item.id else { continue }
      guard let row = rows[id] else {
        answers[index] = .refused(
          "it is no longer in the ad account; see `pinplan drift`, then plan again")
        continue
      }
      if row.status == .archived {
        // Archiving a parent archives what is below; that is what was wanted.
        answers[index] =
          item.isArchiving
          ? .done(id: id)
          : .refused("it was archived on Pinterest; see `pinplan drift`, then plan again")
      } else if let planned = item.change.updatedTime, let found = row.updatedTime,
        planned != found,
        item.prepared.operation.kind != .archiveReplaced,
        !((row.kind == .ad || row.kind == .audience) && item.isAsPlanned(row))
      {
        let when = Instant(secondsSince1970: found)
        answers[index] = .refused(
          "it was changed on Pinterest at \(when), after the plan was made; plan again")
      }
    }
  }
}
