import AdsModel
import ManifestModel

/// How many people a change puts on a list, takes out, and leaves on it.
public struct Membership: Hashable, Sendable {
  public let add: Int64
  public let remove: Int64
  public let total: Int64

  public init(add: Int, remove: Int, total: Int) {
    self.add = Int64(add)
    self.remove = Int64(remove)
    self.total = Int64(total)
  }

  public init(add: Int64, remove: Int64, total: Int64) {
    self.add = add
    self.remove = remove
    self.total = total
  }

  /// Whether nobody comes or goes.
  public var isEmpty: Bool { add == 0 && remove == 0 }
}

/// Who a declared customer list has beside who is stored of it, in numbers.
public struct DeclaredList: Hashable, Sendable {
  /// How many are stored and are no longer on the list, however it is brought there.
  public let leaving: Int
  /// How many are stored; none before the first upload.
  public let stored: Int?
  public let membership: Membership
  /// What stands for the people: it differs where they do, and tells nothing of anybody.
  public let binding: String

  /// `add` and `leaving` are what has to be done to who is stored; a list that is filled anew
  /// (`isReplaced`) has everybody taken out and put in again where that is anything.
  public init(
    total: Int, add: Int, leaving: Int, stored: Int?, isReplaced: Bool = false, binding: String
  ) {
    self.leaving = leaving
    self.stored = stored
    self.binding = binding
    let isAnew = isReplaced && stored != nil && (add > 0 || leaving > 0)
    membership =
      isAnew
      ? Membership(add: total, remove: stored ?? 0, total: total)
      : Membership(add: add, remove: leaving, total: total)
  }

  /// The same as an upload was begun with that was cut off, which this one goes on with.
  public init(goingOnWith begun: BegunUpload, leaving: Int) {
    self.leaving = leaving
    stored = begun.stored
    membership = begun.membership
    binding = begun.binding
  }

  /// Whether those who are stored stay on the list when it is given up, as nobody can tell who they are.
  public var isStaying = false

  /// What it means to make a new list of it and give up the one that is stored.
  var anew: Membership {
    Membership(
      add: membership.total, remove: isStaying ? 0 : Int64(stored ?? 0), total: membership.total)
  }

  /// The number of people as a field, in which nobody is told from anybody.
  var field: FieldChange {
    FieldChange(
      path: .members, before: stored.map { .text(String($0)) },
      after: .text(String(membership.total)))
  }
}

/// The customer lists that a plan is made with.
public struct PlanLists: Sendable {
  /// By declared address: those that pinplan brings to what their files say.
  public var declared: [Address: DeclaredList] = [:]
  /// By address once moves are carried out, how many people are stored of what has a list.
  public var stored: [Address: Int] = [:]
  /// Those of them who stay on the account's list when it is given up: nobody can tell who they are.
  public var staying: Set<Address> = []

  public init() {}
}

extension FieldPath {
  /// How many people are on a list; no field of the YAML.
  public static let members = Self("members")
  /// How many are put on a list that something else fills, and how many are taken out; likewise.
  public static let membersAdded = Self("members.added")
  public static let membersRemoved = Self("members.removed")

  /// Whether it tells of people and is no field of the YAML.
  public var isOfMembers: Bool {
    self == .members || self == .membersAdded || self == .membersRemoved
  }
}

extension Change {
  /// Whether it puts people on a list that something else fills, or takes them out, and nothing else.
  ///
  /// No plan knows who is on such a list, so none becomes stale by it.
  public var isOfPeopleAlone: Bool {
    address.kind == .audience && !fields.isEmpty
      && fields.allSatisfy { $0.path == .membersAdded || $0.path == .membersRemoved }
  }
}

extension Change {
  /// Takes what the change does to a list.
  mutating func take(_ list: DeclaredList?, anew isAnew: Bool = false) {
    guard let list else { return }
    membership = isAnew ? list.anew : list.membership
    if isAnew, list.isStaying, let stored = list.stored { notes.append(Self.staying(stored)) }
    listBinding = list.binding
    if isAnew || action == .create || !list.membership.isEmpty { fields.append(list.field) }
  }
}

extension Change {
  /// The same archiving where so many people are on the list that goes with it.
  func takingAll(_ stored: Int?, staying isStaying: Bool) -> Self {
    guard let stored else { return self }
    var change = self
    change.membership = Membership(add: 0, remove: isStaying ? 0 : stored, total: 0)
    if isStaying { change.notes.append(Self.staying(stored)) }
    return change
  }

  /// That nobody can take people out of a list that is given up.
  private static func staying(_ count: Int) -> String {
    "\(count == 1 ? "1 person stays" : "\(count) people stay") on the list that is given up: the list key that they were sealed with is not there"
  }
}

extension StoredState {
  /// As it is once a project's moves are carried out.
  public func moved(by manifest: Manifest) -> Self {
    let moves = MoveResolution(manifest: manifest, state: self).moves
    return moves.isEmpty
      ? self : carryingOut(moves, decimals: manifest.account.currency.decimals)
  }
}
