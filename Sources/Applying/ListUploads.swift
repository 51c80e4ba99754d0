import AdsModel
import CustomerLists
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// The people that a plan brings onto lists and takes from them, as somebody wants them when it is carried
/// out.
public struct ListUploads {
  /// The most people of one request.
  ///
  /// Source: the limit of Adobe's destination for Pinterest customer lists (10,000 records or 1 MB), read
  /// 2026-11; the API publishes none. A SHA-256 takes 65 bytes, so it holds for the megabyte too.
  public static let mostPeople = 10_000

  /// The most people of one request; tests take fewer.
  public var batchLimit = Self.mostPeople

  private let keys: ListKeySource
  private var orders: [Address: PeopleOrder] = [:]

  public static var none: Self { Self(keys: ListAccess.none.keys) }

  private init(keys: ListKeySource) { self.keys = keys }

  /// Orders that no file gives; of audiences that a plan creates or of which it changes the members.
  public init(_ orders: [Address: PeopleOrder], keys: ListKeySource) {
    self.keys = keys
    self.orders = orders
  }

  /// Reads those lists of a plan that were not `read` for it, and holds them to the people that it was made
  /// with.
  ///
  /// Throws a `PlanRefusal` where they are others, or a `ListFailure`.
  public init(_ plan: Plan, in workspace: Workspace, read: ReadPeople? = nil) throws {
    self.init(keys: workspace.lists.keys)
    let bindings = plan.bindings
    guard !bindings.isEmpty else { return }
    let manifest = workspace.load().manifest
    let key: ListKey?
    do throws(ListKeyError) { key = try keys.key() } catch { throw ListFailure.key(error) }
    let reading = ListReading(manifest: manifest, access: workspace.lists, key: key)
    var moved: [String] = []
    for audience in manifest.audiences {
      guard let binding = bindings[audience.address] else { continue }
      let isAnew = audience.value.definition.customerList?.sync == .replace
      if let people = read?.people(at: audience.address, boundBy: binding) {
        orders[audience.address] = .exactly(people, anew: isAnew)
        continue
      }
      let (found, diagnostics) = reading.people(of: audience)
      if let found, found.isBound(by: binding) {
        orders[audience.address] = .exactly(found, anew: isAnew)
      } else if let error = diagnostics.first(where: { $0.severity == .error }) {
        moved.append("the list of \(audience.address) cannot be used any more: \(error.message)")
      } else {
        moved.append("the people on the list of \(audience.address) are others by now")
      }
    }
    guard moved.isEmpty else { throw PlanRefusal.stale(moved) }
  }

  /// What an operation does to lists; none where that is nothing.
  ///
  /// The key is made with the first person that has to be sealed. Where the state is the account, a list
  /// that is given up is forgotten, and nobody has to be taken out.
  func upload(
    _ prepared: PreparedOperation, of change: Change, in session: any StateSession,
    isRemote: Bool
  ) async throws -> ListUpload? {
    switch prepared.operation.kind {
    case .archive, .archiveReplaced:
      return isRemote
        ? try await end(prepared, of: change, in: session) : Self.forgetting(prepared)
    case .create, .update:
      let isCreation = prepared.operation.kind == .create
      let order = orders[change.address]
      if isCreation {
        // A list that something else fills has to be there all the same.
        guard order != nil || isRemote && change.isOfList else { return nil }
      } else if change.membership?.isEmpty ?? true {
        return nil
      }
      guard order != nil || isCreation else {
        preconditionFailure("the lists of a plan are read before it is carried out")
      }
      guard let key = try keys.makeKey() else { throw ListFailure.nowhereToKeep(change.address) }
      var values = prepared.privateValues
      let name = values.memberList ?? Self.newName
      values.memberList = name
      if !change.isOfPeopleAlone { values.begunUpload = BegunUpload(change) }
      var upload = ListUpload(values: values, needsSomebody: isCreation && isRemote, key: key)
      upload.cursors = [
        try await UploadCursor(
          order ?? .exactly(.empty(key: key)), of: name, sealedWith: key, in: session)
      ]
      return upload
    }
  }

  private static func forgetting(_ prepared: PreparedOperation) -> ListUpload? {
    guard prepared.operation.kind == .archive,
      var values = prepared.previous?.privateValues, values.memberList != nil
    else { return nil }
    values.memberList = nil
    return ListUpload(values: values)
  }

  /// Takes everybody out of lists that are given up; nobody of whom nobody can tell who they are.
  private func end(
    _ prepared: PreparedOperation, of change: Change, in session: any StateSession
  ) async throws -> ListUpload? {
    let isOfGivenUp = prepared.operation.kind == .archive && prepared.previous == nil
    var upload = ListUpload(values: isOfGivenUp ? prepared.givenUp : prepared.privateValues)
    if prepared.operation.kind == .archive, !isOfGivenUp {
      upload.values.begunUpload = BegunUpload(change)
    }
    for (values, isGivenUp) in [(prepared.privateValues, false), (prepared.givenUp, true)] {
      guard let list = values.memberList, let key = try keys.key(),
        let first = try await session.firstMember(of: list), (try? key.open(first)) != nil
      else { continue }
      upload.cursors.append(
        try await UploadCursor(
          .exactly(.empty(key: key)), of: list, sealedWith: key, in: session,
          isOfGivenUp: isGivenUp))
    }
    return upload.cursors.isEmpty ? nil : upload
  }

  /// A text that no other list has.
  private static var newName: String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

extension Change {
  /// Whether it makes a customer list.
  fileprivate var isOfList: Bool {
    self[.type]?.after?.text == AudienceType.customerList.rawValue
  }
}
