import AdsModel
import ManifestLoading

/// Every declared resource beside what is stored of it.
public struct Comparison: Sendable {
  /// What a declared resource is to what is stored at its address.
  public enum Match: Sendable, Equatable {
    /// As stored.
    case unchanged(Int)
    /// Declared archived, and archived on record or never created.
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
  /// As it will be once the moves are carried out.
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

  init(manifest: Manifest, stored: [StoredResource], replacing replaced: Set<Address> = []) {
    self.manifest = manifest
    self.stored = stored
    self.replaced = replaced
    var matcher = Matcher(stored: stored, decimals: manifest.account.currency.decimals)
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
  private let index: AddressIndex
  private var isMatched: [Bool]
  private var encoder: FieldEncoder

  init(stored: [StoredResource], decimals: Int) {
    self.stored = stored
    index = AddressIndex(stored)
    isMatched = Array(repeating: false, count: stored.count)
    encoder = FieldEncoder(decimals: decimals)
  }

  /// Takes the list and an index into it: a copy of a resource costs more than the look-up.
  mutating func match<Value: Resource>(
    _ declared: [Declared<Value>], _ current: Int, isArchived: Bool
  ) -> Comparison.Match {
    guard let position = index[declared[current].address] else {
      return isArchived ? .settled(tombstone: nil) : .new(tombstone: nil)
    }
    isMatched[position] = true
    if stored[position].status == .archived {
      return isArchived ? .settled(tombstone: position) : .new(tombstone: position)
    }
    if isArchived { return .archive(position) }
    if encoder.encodes(declared[current].value, as: stored[position].attributes) {
      return .unchanged(position)
    }
    let comparison = FieldComparison(declared[current], stored[position])
    return comparison.changes.isEmpty
      ? .unchanged(position)
      : .changed(position, comparison.changes, isDefaultOnly: comparison.isDefaultOnly)
  }

  /// What was never asked for and is not archived yet.
  var unmatched: [Int] {
    stored.indices.filter { !isMatched[$0] && stored[$0].status != .archived }
      .sorted { stored[$0].address < stored[$1].address }
  }
}
