import AdsModel
import Planning

/// Which ids are stored at which addresses: no id of a kind gets a second address.
///
/// Where an id was last seen is only a hint, which costs one look a resource; what is at an address
/// has the last word, and is looked up where an id shows up at two.
struct StoredIDs: Sendable {
  /// What is at an address; no id when nothing is.
  ///
  /// Not the resource, which an apply lets go once it is stored.
  private struct Place {
    let address: Address
    var id: String?
    /// Of the copy that is still to be archived.
    var replaces: String?

    func holds(_ id: String) -> Bool { self.id == id || replaces == id }
  }

  private var owners: OwnedIDs
  private let base: [StoredResource]
  /// What was written since, and from `storedCount` on what a write that is not stored yet would.
  private var log: [Place] = []
  private var storedCount = 0
  /// By address the last place in the log, once that was asked for.
  private var latest: [Address: Int]?
  private var places: [Address: Int]?

  init(_ resources: [StoredResource]) {
    base = resources
    owners = OwnedIDs(resources)
  }

  /// Makes room for so many more resources.
  mutating func makeRoom(for count: Int) {
    owners.makeRoom(for: count)
    log.reserveCapacity(log.count + count)
  }

  /// Forgets what a write would have done that was not stored.
  mutating func begin() {
    guard log.count > storedCount else { return }
    log.removeLast(log.count - storedCount)
    latest = nil
  }

  /// What was put and deleted since `begin` is stored.
  mutating func take() { storedCount = log.count }

  mutating func delete(_ address: Address) {
    guard address.kind.hasOneAddressAnID else { return }
    append(Place(address: address))
  }

  mutating func put(_ resource: StoredResource) throws(StateError) {
    guard resource.kind.hasOneAddressAnID else { return }
    if let conflict = owners.add(resource) {
      guard !holds(conflict.id, at: conflict.owner) else { throw .idTaken(conflict) }
      owners.reassign(to: resource)
    }
    append(Place(address: resource.address, id: resource.id, replaces: resource.replaces))
  }

  private mutating func append(_ place: Place) {
    if latest != nil { latest?[place.address] = log.count }
    log.append(place)
  }

  /// Whether an id, or the id of a copy that is still to be archived, is stored at an address.
  private mutating func holds(_ id: String, at address: Address) -> Bool {
    if latest == nil {
      latest = Dictionary(log.indices.map { (log[$0].address, $0) }) { _, last in last }
    }
    if let place = latest?[address] { return log[place].holds(id) }
    if places == nil {
      places = Dictionary(base.indices.map { (base[$0].address, $0) }) { first, _ in first }
    }
    return places?[address].map { base[$0].holds(id) } ?? false
  }
}

extension StoredResource {
  /// Whether an id is its own, or that of the copy that it replaces.
  fileprivate func holds(_ id: String) -> Bool { self.id == id || replaces == id }
}
