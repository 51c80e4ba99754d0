import AdsModel
import Applying
import PinterestAPI
import Planning
import StateStore

/// Customer lists in steps: the list with its first people, upload by upload, then the audience.
///
/// | operation | steps |
/// | --- | --- |
/// | creation | `list`, `upload 1` and on, `audience` |
/// | change of members | `upload 1` and on, and `audience` where something else changes |
/// | end | `upload 1` and on, which take everybody out, and `audience` |
extension PinterestTarget {
  public func steps(
    of operations: [PreparedOperation], of plan: Plan
  ) async -> [Int: OperationStep] {
    var steps: [Int: OperationStep] = [:]
    for prepared in operations
    where plan.changes[prepared.operation.changeIndex].address.kind == .audience {
      steps[prepared.operation.sequence] = Self.step(
        of: prepared, plan.changes[prepared.operation.changeIndex])
    }
    return steps
  }

  private static func step(of prepared: PreparedOperation, _ change: Change) -> OperationStep? {
    // What was being made and is given up is all that there is.
    let isOfGivenUp = prepared.operation.kind == .archive && prepared.previous == nil
    var values = isOfGivenUp ? prepared.givenUp : prepared.privateValues
    guard prepared.people != nil else {
      let goesOn = values.customerList != nil && prepared.operation.kind == .create
      return goesOn || values.uploadCount > 0 ? OperationStep(audienceStep, values) : nil
    }
    if prepared.operation.kind == .create, values.customerList == nil {
      // A name that no other list has, by which it is found again.
      values.listName = newListName(change.name)
      return OperationStep(listStep, values)
    }
    return OperationStep("\(uploadStep) \(values.uploadCount + 1)", values)
  }

  static let listStep = "list"
  static let uploadStep = "upload"
  static let audienceStep = "audience"

  /// The API has no look-up by name, and names need not be unique.
  private static func newListName(_ name: String) -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = String(generator.next() as UInt64, radix: 16)
    let mark = String(repeating: "0", count: 16 - digits.count) + digits
    return "\(name.prefix(200)) (pinplan \(mark))"
  }

  /// Makes a list, or brings people onto it or takes them off; false where an operation is none of it.
  func performList(_ index: Int, _ batch: inout Batch) async throws(APIError) -> Bool {
    let prepared = batch.items[index].prepared
    guard let people = prepared.people, let step = prepared.step else { return false }
    let isNew = step.name == Self.listStep
    let change = batch.items[index].change
    var body = CustomerListBody(records: people.records)
    let answer: BatchAnswer<WireCustomerList>
    if isNew {
      guard let type = Self.listType(of: batch.items[index]) else {
        batch.answers[index] = .refused("\(change.address) is no customer list")
        return true
      }
      body.name = step.values.listName
      body.listType = type
      answer = try await client.createCustomerList(body, in: account, willSend: batch.willSend)
    } else {
      let owner = people.isOfGivenUp && prepared.previous != nil ? prepared.givenUp : step.values
      guard let list = owner.customerList else {
        batch.answers[index] = .refused(
          "which list of the ad account it is filled from is not on record; `pinplan audience rebuild \(change.address.key)` makes a new one"
        )
        return true
      }
      body.operationType = people.kind == .add ? "ADD" : "REMOVE"
      answer = try await client.updateCustomerList(
        list, body, in: account, willSend: batch.willSend)
    }
    batch.take(answer, for: [index])
    guard case .done(let list, _)? = batch.answers[index] else { return true }
    batch.answers[index] = Self.answer(
      to: batch.items[index], step.values, list: isNew ? list : nil)
    return true
  }

  /// What follows on a step of a list: another one, or nothing.
  private static func answer(
    to item: Batch.Item, _ values: PrivateValues, list: String?
  ) -> TargetAnswer {
    var values = values
    if let list {
      values.customerList = list
      values.listName = nil
      values.listType = listType(of: item)
      return .stepDone(values)
    }
    values.uploadCount += 1
    let isOver =
      item.prepared.people?.isLast == true && item.prepared.operation.kind == .update
      && item.update.isEmpty
    return isOver
      ? .done(id: item.id ?? "", remembering: values.uploaded) : .stepDone(values)
  }

  /// The type of list as the API has it.
  private static func listType(of item: Batch.Item) -> String? {
    guard let word = item.fields[.identifiers]?.text,
      let identifier = ListIdentifier(rawValue: word)
    else { return nil }
    return WireWords.listType(identifier)
  }

  /// What became of the step of a customer list; none of one that is looked for as a whole is.
  ///
  /// The list is found by its name. Nobody can see who is on a list, and an upload does no more the second
  /// time: so it is taken for one that did not happen, and sent again.
  func lookForList(
    _ request: LookRequest, among lists: [WireCustomerList]
  ) -> LookFinding? {
    guard let step = request.step else { return nil }
    if step.name.hasPrefix(Self.uploadStep) { return .didNotHappen }
    guard step.name == Self.listStep else { return nil }
    let found = lists.filter { $0.name == step.values.listName }
    guard found.count < 2 else {
      let ids = found.map(\.id).joined(separator: ", ")
      return .cannotTell(
        "\(found.count) customer lists on Pinterest have the name that was sent for \(request.record.address) (ids \(ids)), and nothing tells which of them is ours; take the audience out of the YAML, apply, and declare it again"
      )
    }
    guard let list = found.first else { return .didNotHappen }
    var values = step.values
    values.customerList = list.id
    values.listName = nil
    values.listType = request.fields?[.identifiers]?.text
      .flatMap(ListIdentifier.init(rawValue:)).map(WireWords.listType)
    return .stepHappened(values)
  }
}

extension PrivateValues {
  /// The id of the account's list that an audience is filled from.
  var customerList: String? {
    get { self["list"] }
    set { self["list"] = newValue }
  }

  /// The type of that list, for good.
  var listType: String? {
    get { self["list_type"] }
    set { self["list_type"] = newValue }
  }

  /// The name of a list that is being made.
  var listName: String? {
    get { self["list_name"] }
    set { self["list_name"] = newValue }
  }
}
