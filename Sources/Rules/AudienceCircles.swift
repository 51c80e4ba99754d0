import AdsModel
import ManifestModel

/// Audiences, ads and ad groups each of which needs the next, and the last one the first.
struct AudienceCircle {
  /// The place of the audience that it is told of.
  let audience: Int
  /// Where that names what it is made from, and what it names.
  let path: FieldPath
  let member: String
  /// From the audience on.
  let ring: [Address]
}

/// Finds what could not be created in any order.
///
/// An actalike needs its seed, an engagement audience the ads that it names, an ad its ad group, an ad
/// group the audiences that it includes or excludes. What is archived needs nothing.
struct AudienceCircles {
  private(set) var all: [AudienceCircle] = []

  private let manifest: Manifest
  private let audiences: [String: Int]
  private let ads: [Address: Int]
  private let campaigns: [String: Int]
  private let archived: ArchivedResources
  /// Audiences that lead to no circle but those that are found.
  private var settled: Set<Address> = []

  init(_ manifest: Manifest) {
    self.manifest = manifest
    audiences = Self.places(of: manifest.audiences.map(\.address.path))
    archived = ArchivedResources(in: manifest)
    let definitions = manifest.audiences.map(\.value.definition)
    ads =
      definitions.contains { $0.engaged?.ads.isEmpty == false }
      ? Self.places(of: manifest.ads.map(\.address)) : [:]
    campaigns =
      definitions.contains { $0.engaged?.campaigns.isEmpty == false }
      ? Self.places(of: manifest.campaigns.map(\.address.path)) : [:]
    guard definitions.contains(where: { $0.actalike != nil || $0.engaged?.source != nil })
    else { return }
    for index in manifest.audiences.indices { follow(from: index) }
    for index in manifest.audiences.indices { findOwnCampaign(of: index) }
  }

  private static func places<Key: Hashable>(of keys: [Key]) -> [Key: Int] {
    Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// Goes along what each thing needs, depth first.
  private mutating func follow(from index: Int) {
    var way: [(address: Address, rest: [Address])] = []
    func step(to address: Address) {
      way.append((address, needs(of: address).reversed()))
    }
    let start = manifest.audiences[index].address
    guard !settled.contains(start) else { return }
    step(to: start)
    while let last = way.indices.last {
      guard let next = way[last].rest.popLast() else {
        settled.insert(way.removeLast().address)
        continue
      }
      if let begin = way.firstIndex(where: { $0.address == next }) {
        add(way[begin...].map(\.address))
      } else if !settled.contains(next) {
        step(to: next)
      }
    }
  }

  /// What has to be there before something; of audiences none but what is declared.
  private func needs(of address: Address) -> [Address] {
    switch address.kind {
    case .audience:
      guard let index = audiences[address.path] else { return [] }
      let definition = manifest.audiences[index].value.definition
      let seed = definition.actalike.map { Address.audience($0.seed) }
      let named = definition.engaged?.ads.map { Address(trusted: $0, kind: .ad) } ?? []
      return [seed].compactMap(\.self).filter { $0 != address }
        + named.filter { ads[$0].map { !archived[ResourceRef(.ad, $0)] } ?? false }
    case .ad: return [address.parent].compactMap(\.self)
    case .adGroup:
      guard let index = adGroup(at: address) else { return [] }
      return targeted(by: index)
    case .campaign, .keyword: return []
    }
  }

  /// An ad group that was come to by one of its ads.
  private func adGroup(at address: Address) -> Int? {
    manifest.adGroups.indices.first { manifest.adGroups[$0].address == address }
  }

  private func targeted(by adGroup: Int) -> [Address] {
    let targeting = manifest.adGroups[adGroup].value.targeting
    return (targeting.includedAudiences + targeting.excludedAudiences).map(Address.audience)
  }

  private mutating func add(_ ring: [Address]) {
    // There is one in every circle: ads and ad groups alone need nothing of each other.
    guard let first = ring.firstIndex(where: { $0.kind == .audience }),
      let index = audiences[ring[first].path]
    else { return }
    let turned = Array(ring[first...] + ring[..<first])
    let next = turned.count > 1 ? turned[1] : turned[0]
    all.append(
      AudienceCircle(
        audience: index, path: next.kind == .ad ? .sourceAds : .seed, member: next.path,
        ring: turned))
  }

  /// An audience of people who engaged with a campaign, itself or through its seeds, is not targeted
  /// below that campaign.
  private mutating func findOwnCampaign(of index: Int) {
    var way = [index]
    while let seed = manifest.audiences[way[way.count - 1]].value.definition.actalike?.seed {
      guard let next = audiences[seed], !way.contains(next) else { return }
      way.append(next)
    }
    let (audience, last) = (manifest.audiences[index], manifest.audiences[way[way.count - 1]])
    for key in last.value.definition.engaged?.campaigns ?? [] {
      guard let campaign = campaigns[key],
        let adGroup = manifest.resources.all(of: .adGroup, below: campaign).first(where: {
          !archived[$0] && targeted(by: $0.index).contains(audience.address)
        })
      else { continue }
      all.append(
        AudienceCircle(
          audience: index, path: way.count > 1 ? .seed : .sourceCampaigns,
          member: way.count > 1 ? manifest.audiences[way[1]].address.path : key,
          ring: way.map { manifest.audiences[$0].address } + [
            .campaign(key), manifest[adGroup].address,
          ]))
      return
    }
  }
}
