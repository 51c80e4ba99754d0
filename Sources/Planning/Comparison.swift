import AdsModel
import ManifestLoading

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
  public internal(set) var campaigns: [Match] = []
  public internal(set) var adGroups: [Match] = []
  public internal(set) var keywords: [Match] = []
  public internal(set) var ads: [Match] = []
  public internal(set) var audiences: [Match] = []
  /// Stored, running or paused, and no longer declared; in address order.
  public internal(set) var gone: [Int] = []

  /// What is asked to be created anew, each with all below it.
  let replaced: Set<Address>
  /// What is on record below something that was archived: made anew as well.
  let leftBehind: Set<Address>

  /// `drifted` says which stored values gave way to live ones; nothing is done about what is
  /// `lost` and what is below it.
  init(
    manifest: Manifest, stored: [StoredResource], drifted: [Address: [FieldDrift]] = [:],
    lost: Set<Address> = [], replacing replaced: Set<Address> = [],
    leftBehind: Set<Address> = []
  ) {
    self.manifest = manifest
    self.stored = stored
    self.replaced = replaced.union(leftBehind)
    self.leftBehind = leftBehind
    var matcher = Matcher(
      stored: stored, drifted: drifted, lost: lost,
      decimals: manifest.account.currency.decimals)
    for index in manifest.audiences.indices {
      audiences.append(matcher.match(manifest.audiences, index, isArchived: false))
    }
    for index in manifest.campaigns.indices {
      let isArchived = manifest.campaigns[index].value.status == .archived
      campaigns.append(matcher.match(manifest.campaigns, index, isArchived: isArchived))
    }
    var archivedAdGroups: [Bool] = []
    archivedAdGroups.reserveCapacity(manifest.adGroups.count)
    for index in manifest.adGroups.indices {
      let parent = manifest.adGroups[index].parent
      let isArchived =
        manifest.adGroups[index].value.status == .archived
        || manifest.campaigns[parent].value.status == .archived
      archivedAdGroups.append(isArchived)
      adGroups.append(matcher.match(manifest.adGroups, index, isArchived: isArchived))
    }
    keywords.reserveCapacity(manifest.keywords.count)
    for index in manifest.keywords.indices {
      let isArchived = archivedAdGroups[manifest.keywords[index].parent]
      keywords.append(matcher.match(manifest.keywords, index, isArchived: isArchived))
    }
    ads.reserveCapacity(manifest.ads.count)
    for index in manifest.ads.indices {
      let isArchived =
        manifest.ads[index].value.status == .archived
        || archivedAdGroups[manifest.ads[index].parent]
      ads.append(matcher.match(manifest.ads, index, isArchived: isArchived))
    }
    gone = matcher.unmatched
  }
}

extension Comparison {
  /// What was asked to be replaced: the resource itself or what holds it.
  func replacement(of address: Address) -> Address? {
    guard !replaced.isEmpty else { return nil }
    return [address, address.adGroup, address.campaign].compactMap(\.self)
      .first(where: replaced.contains)
  }
}

/// Finds what is stored at an address and tells whether it is the same, byte by byte first.
private struct Matcher {
  let stored: [StoredResource]
  private let drifted: [Address: [FieldDrift]]
  private let lost: Set<Address>
  private let index: AddressIndex
  private var isMatched: [Bool]
  private var encoder: FieldEncoder

  init(
    stored: [StoredResource], drifted: [Address: [FieldDrift]], lost: Set<Address>, decimals: Int
  ) {
    self.stored = stored
    self.drifted = drifted
    self.lost = lost
    index = AddressIndex(stored)
    isMatched = Array(repeating: false, count: stored.count)
    encoder = FieldEncoder(decimals: decimals)
  }

  /// Takes the list and an index into it: a copy of a resource costs more than the look-up.
  mutating func match<Value: Resource>(
    _ declared: [Declared<Value>], _ current: Int, isArchived: Bool
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
    if encoder.encodes(declared[current].value, as: stored[position].attributes) {
      return .unchanged(position)
    }
    let comparison = FieldComparison(
      declared[current], stored[position],
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
