import AdsModel
import CustomerLists
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// The people that a plan brings onto lists, as their files have them when it is carried out.
public struct ListUploads {
  /// What is stored of a list with the operation that is about it.
  struct Upload {
    /// What is remembered of the audience from then on.
    let values: PrivateValues
    /// None where nobody comes or goes, and where the whole list goes with its name.
    let write: MembersWrite?
  }

  private let keys: ListKeySource
  private var people: [Address: MemberSet] = [:]

  public static var none: Self { Self(keys: ListAccess.none.keys) }

  private init(keys: ListKeySource) { self.keys = keys }

  /// Reads the lists of a plan again, and holds them to the people that it was made with.
  ///
  /// Throws a `PlanRefusal` where they are others, or a `ListFailure`.
  public init(_ plan: Plan, in workspace: Workspace) throws {
    self.init(keys: workspace.lists.keys)
    let bindings = Dictionary(
      plan.changes.lazy.compactMap { change in change.listBinding.map { (change.address, $0) } }
    ) { first, _ in first }
    guard !bindings.isEmpty else { return }
    let manifest = workspace.load().manifest
    let key: ListKey?
    do throws(ListKeyError) { key = try keys.key() } catch { throw ListFailure.key(error) }
    let reading = ListReading(manifest: manifest, access: workspace.lists, key: key)
    var moved: [String] = []
    for audience in manifest.audiences {
      guard let binding = bindings[audience.address] else { continue }
      let (found, diagnostics) = reading.people(of: audience)
      if let found, found.isBound(by: binding) {
        people[audience.address] = found
      } else if let error = diagnostics.first(where: { $0.severity == .error }) {
        moved.append("the list of \(audience.address) cannot be used any more: \(error.message)")
      } else {
        moved.append("the people on the list of \(audience.address) are others by now")
      }
    }
    guard moved.isEmpty else { throw PlanRefusal.stale(moved) }
  }

  /// What has to be stored of a list once an operation is done; none where that is nothing.
  ///
  /// The key is made with the first person that has to be sealed.
  func upload(
    _ prepared: PreparedOperation, of change: Change, in session: any StateSession
  ) async throws -> Upload? {
    let previous = prepared.previous?.privateValues ?? [:]
    switch prepared.operation.kind {
    case .archiveReplaced: return nil
    case .archive:
      guard previous.memberList != nil else { return nil }
      var values = previous
      values.memberList = nil
      return Upload(values: values, write: nil)
    case .create, .update:
      guard change.listBinding != nil, let membership = change.membership,
        prepared.operation.kind == .create || !membership.isEmpty
      else { return nil }
      guard let people = people[change.address] else {
        preconditionFailure("the lists of a plan are read before it is carried out")
      }
      var values = prepared.operation.kind == .create ? [:] : previous
      let name = values.memberList ?? Self.newName
      values.memberList = name
      let write = try await write(people, to: name, of: change.address, in: session)
      return Upload(values: values, write: write)
    }
  }

  /// Who comes and who goes, sealed.
  private func write(
    _ people: MemberSet, to name: String, of address: Address, in session: any StateSession
  ) async throws -> MembersWrite? {
    guard let key = try keys.makeKey() else { throw ListFailure.nowhereToKeep(address) }
    let people = people.keyed(by: key)
    var write = MembersWrite(name)
    func take(_ step: MemberStep) {
      switch step {
      case .keep: break
      case .add(let digest, let kind): write.add.append(key.seal(digest, kind))
      case .remove(let member): write.remove.append(member)
      }
    }
    var comparison = MemberComparison(of: people)
    try await session.members(of: name) { page in
      for member in page { try comparison.take(member) { take($0) } }
    }
    try comparison.finish { take($0) }
    return write.add.isEmpty && write.remove.isEmpty ? nil : write
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
