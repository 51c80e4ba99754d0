import AdsModel
import Diagnostics
import Planning

extension Plan {
  /// What an account holds otherwise than a saved plan counts on, a sentence each: of what it changes
  /// and of what that hangs on.
  ///
  /// `fresh` is of the same files, made from the account as it is now. Of what is to be archived
  /// nothing is asked; what was archived meanwhile is as wanted. Who is on a list the account does not show:
  /// `ListUploads` holds a plan to its people.
  public func differences(onAccount fresh: Plan) -> [String] {
    let planned = Dictionary(changes.map { ($0.address, $0) }) { first, _ in first }
    let counted = Set(planned.keys).union(reliances.map(\.address))
    let digests = Set(changes.map { $0.withoutPeople.digest() })
    var differences = fresh.diagnostics.filter { found in
      [.driftArchived, .driftVanished].contains(found.code)
        && counted.contains { $0.description == found.address }
    }.map(\.message)
    for change in fresh.changes.lazy.map(\.withoutPeople)
    where counted.contains(change.address) && !digests.contains(change.digest()) {
      guard planned[change.address]?.action != .archive,
        change.action != .update || !change.fields.isEmpty
      else { continue }
      differences.append("\(change.address) was changed on Pinterest since the plan was made")
    }
    let addresses = Set(fresh.changes.map(\.address))
    for change in changes where change.action != .archive && !addresses.contains(change.address) {
      differences.append(
        "\(change.address) is on Pinterest otherwise than when the plan was made: nothing is to be done any more"
      )
    }
    return differences
  }
}

extension Change {
  /// The same with nothing said of who is on its list.
  fileprivate var withoutPeople: Self {
    guard listBinding != nil || membership != nil else { return self }
    var change = self
    change.fields.removeAll { $0.path.isOfMembers }
    change.membership = nil
    change.listBinding = nil
    return change
  }
}
