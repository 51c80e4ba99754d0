import AdsModel
import Applying
import PinterestAPI

/// Reads how far audiences are: their sizes and states, their tags, and what was rejected of their
/// lists.
extension PinterestAccount {
  func readings(of audiences: [StoredAudience]) async throws(APIError) -> [AudienceReading] {
    guard !audiences.isEmpty else { return [] }
    var found = try await wires(audiences.map(\.id))
    // Only while it is built does it matter how old its seeds are.
    let building = audiences.compactMap { found[$0.id] }.filter(\.isBuilding)
    let unknown = Set(building.flatMap(\.seeds)).subtracting(found.keys)
    for (id, seed) in try await wires(unknown.sorted()) { found[id] = seed }
    let unfired = try await unfiredTags(audiences)
    var readings: [AudienceReading] = []
    for audience in audiences {
      var reading = AudienceReading()
      if let wire = found[audience.id] {
        reading = AudienceReading(wire, audience.type, seeds: wire.seeds.compactMap { found[$0] })
        reading.tagNeverFired =
          audience.fields[.tag]?.text.map(unfired.contains) ?? false
        if audience.type == .customerList { try await read(listOf: wire, into: &reading) }
      } else {
        reading.isThere = false
      }
      readings.append(reading)
    }
    return readings
  }

  /// Up to so many are asked for one by one.
  private static let fewest = 3

  /// Audiences by id, whoever made them; what the account does not have is left out.
  private func wires(_ ids: [String]) async throws(APIError) -> [String: WireAudience] {
    var found: [String: WireAudience] = [:]
    if ids.count > Self.fewest {
      for wire in try await client.audiences(in: id) { found[wire.id] = wire }
    }
    // The list has only the account's own.
    for audience in ids where found[audience] == nil {
      do throws(APIError) {
        found[audience] = try await client.audience(audience, in: id)
      } catch {
        guard error.isNotFound else { throw error }
      }
    }
    return found
  }

  /// The tags of audiences that have never reported anybody.
  private func unfiredTags(_ audiences: [StoredAudience]) async throws(APIError) -> Set<String> {
    guard audiences.contains(where: { $0.fields[.tag] != nil }) else { return [] }
    return Set(
      try await client.conversionTags(in: id).lazy.filter { $0.lastFiredTime == nil }.map(\.id))
  }

  /// An audience of a list is as new as the latest upload to it.
  private func read(
    listOf wire: WireAudience, into reading: inout AudienceReading
  ) async throws(APIError) {
    guard let listID = wire.rule?.members["customer_list_id"]?.texts.first else { return }
    let list: WireCustomerList
    do throws(APIError) {
      list = try await client.customerList(listID, in: id)
    } catch {
      guard error.isNotFound else { throw error }
      return
    }
    reading.rejection = AudienceReading.Rejection(list)
    if let uploaded = list.updatedTime.map(Instant.init(secondsSince1970:)) {
      reading.begun = max(reading.begun ?? uploaded, uploaded)
    }
  }
}

extension WireAudience {
  fileprivate var isBuilding: Bool { status == AudienceReadiness.initializing.rawValue }

  /// The ids of what an actalike resembles.
  fileprivate var seeds: [String] { rule?.members["seed_id"]?.texts ?? [] }

  /// When it was made, or changed in what it holds: the time of a new name does no harm.
  fileprivate var begun: Instant? {
    (updatedTimestamp ?? createdTimestamp).map(Instant.init(secondsSince1970:))
  }
}

extension AudienceReading {
  /// `type` is the stored one; what is made elsewhere says its own.
  fileprivate init(_ wire: WireAudience, _ type: AudienceType?, seeds: [WireAudience]) {
    self.init()
    readiness = wire.status.flatMap(AudienceReadiness.init(rawValue:))
    size = wire.size
    begun = wire.begun
    let own = type == .external ? nil : type
    let live = wire.audienceType.flatMap {
      AudienceType(rawValue: WireWords.audienceType(of: $0))
    }
    wait = (own ?? live)?.wait
    // A day is what a seed itself takes.
    let isNewSeed = seeds.contains { seed in
      guard let made = seed.createdTimestamp, let begun = wire.createdTimestamp else {
        return seed.isBuilding
      }
      return seed.isBuilding || begun - made < 86_400
    }
    if isNewSeed { wait = .newSeed }
  }
}

extension AudienceReading.Rejection {
  /// None where every record was taken.
  fileprivate init?(_ list: WireCustomerList) {
    guard !list.rejections.isEmpty else { return nil }
    self.init(
      records: list.rejections.reduce(0) { $0 + Int64($1.count) },
      codes: Set(list.rejections.compactMap { $0.code.map(Int64.init) }).sorted())
  }
}
