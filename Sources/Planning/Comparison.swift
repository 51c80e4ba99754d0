import AdsModel
import ManifestModel

/// Every declared resource beside what is stored of it.
public struct Comparison: Sendable {
  /// What a declared resource is to what is stored at its address.
  public enum Match: Sendable, Equatable {
    /// As stored.
    case unchanged(Int)
    /// Declared archived, and archived on record or never created; or nothing can be done, as the
    /// account has lost it.
    case settled(tombstone: Int?)
    /// To be created; an archived one may be on record at the address.
    case new(tombstone: Int?)
    case changed(Int, [FieldChange], isDefaultOnly: Bool)
    case archive(Int)

    /// Index of the stored resource that stays in place.
    public var stored: Int? {
      switch self {
      case .unchanged(let index), .changed(let index, _, _): index
      case .settled, .new, .archive: nil
      }
    }
  }

  public let manifest: Manifest
  /// As it will be once the moves are carried out, with live values where somebody looked.
  public let stored: [StoredResource]
  private let matches: PerKind<[Match]>
  /// Stored, running or paused, and no longer declared; in address order.
  public let gone: [Int]

  /// What is asked to be created anew, each with all below it.
  private(set) var replaced: Set<Address>
  /// Audiences that have a new copy, or are to get one, with the version that an ad group has at least
  /// that targets it.
  private(set) var remadeAudiences: [Address: Int64] = [:]
  /// What is on record below something that was archived: made anew as well.
  let leftBehind: Set<Address>

  /// `places` is the index of what is stored, if there is one already; `drifted` says which stored
  /// values gave way to live ones; nothing is done about what is `lost` and what is below it.
  init(
    manifest: Manifest, stored: [StoredResource], places: AddressIndex? = nil,
    drifted: [Address: [FieldDrift]] = [:],
    lost: Set<Address> = [], replacing replaced: Set<Address> = [],
    leftBehind: Set<Address> = []
  ) {
    self.manifest = manifest
    self.stored = stored
    self.replaced = replaced.union(leftBehind)
    self.leftBehind = leftBehind
    var matcher = Matcher(
      stored: stored, places: places ?? AddressIndex(stored), drifted: drifted, lost: lost,
      decimals: manifest.account.currency.decimals)
    let archived = ArchivedResources(in: manifest)
    matches = PerKind { kind in
      manifest.resources.all(of: kind).map { ref in
        matcher.isArchived = archived[ref]
        return manifest.visit(ref, &matcher)
      }
    }
    gone = matcher.unmatched
    guard manifest.target == .pinterest, !manifest.audiences.isEmpty else { return }
    self.replaced.formUnion(followingAudiences())
    remadeAudiences = versionsOfRemadeAudiences()
  }
}

extension Comparison {
  /// What a declared resource is to what is stored of it.
  public subscript(ref: ResourceRef) -> Match {
    _read { yield matches[ref.kind][ref.index] }
  }

  /// What was asked to be replaced: the resource itself or what holds it.
  func replacement(of address: Address) -> Address? {
    guard !replaced.isEmpty else { return nil }
    return [address, address.adGroup, address.campaign].compactMap(\.self)
      .first(where: replaced.contains)
  }
}

/// Finds what is stored at an address and tells whether it is the same, byte by byte first.
private struct Matcher: DeclaredVisitor {
  let stored: [StoredResource]
  private let drifted: [Address: [FieldDrift]]
  private let lost: Set<Address>
  private let index: AddressIndex
  private var isMatched: [Bool]
  private var encoder: FieldEncoder
  /// Whether the next one or what holds it is declared archived.
  var isArchived = false

  init(
    stored: [StoredResource], places: AddressIndex, drifted: [Address: [FieldDrift]],
    lost: Set<Address>, decimals: Int
  ) {
    self.stored = stored
    self.drifted = drifted
    self.lost = lost
    index = places
    isMatched = Array(repeating: false, count: stored.count)
    encoder = FieldEncoder(decimals: decimals)
  }

  mutating func visit<Value: Resource>(
    _ declared: [Declared<Value>], _ current: Int
  ) -> Comparison.Match {
    guard let position = index[declared[current].address] else {
      if isLost(declared[current].address) { return .settled(tombstone: nil) }
      return isArchived ? .settled(tombstone: nil) : .new(tombstone: nil)
    }
    isMatched[position] = true
    if isLost(declared[current].address) { return .settled(tombstone: position) }
    if stored[position].status == .archived {
      return isArchived ? .settled(tombstone: position) : .new(tombstone: position)
    }
    if isArchived { return .archive(position) }
    // In place: a copy of an ad group costs more than a look at it.
    let isSame = declared.withUnsafeBufferPointer {
      encoder.encodes($0[current].value, as: stored[position].attributes)
    }
    if isSame { return .unchanged(position) }
    let comparison = FieldComparison(
      declared[current].declaration, declared[current].value.fields, stored[position],
      drifted: drifted.isEmpty ? [] : drifted[declared[current].address] ?? [])
    return comparison.changes.isEmpty
      ? .unchanged(position)
      : .changed(position, comparison.changes, isDefaultOnly: comparison.isDefaultOnly)
  }

  /// Whether the account has lost a resource or what holds it.
  private func isLost(_ address: Address) -> Bool {
    !lost.isEmpty
      && [address, address.adGroup, address.campaign].contains {
        $0.map(lost.contains) ?? false
      }
  }

  /// What was never asked for and is not archived yet.
  var unmatched: [Int] {
    stored.indices.filter { !isMatched[$0] && stored[$0].status != .archived }
      .sorted { stored[$0].address < stored[$1].address }
  }
}
