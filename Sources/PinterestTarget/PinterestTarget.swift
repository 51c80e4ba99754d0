import AdsModel
import Applying
import PinterestAPI
import Planning

/// An ad account behind the Ads API v5, as commands see it.
public actor PinterestTarget: AdsTarget {
  let connected: PinterestAccount
  let client: PinterestClient
  /// The ad account's id.
  let account: String
  let interests: Interests
  let pins: Pins
  private let reading = LiveReading(names: TargetingNames().reversed)
  private var isInterrupted = false
  /// Whether an apply asks, which needs more rights than a plan.
  var isWriting = false

  /// So many batches under way keep the quota busy without piling up behind it.
  public nonisolated let delivery = Delivery.grouped(
    entities: PinterestClient.batchLimit, keywords: PinterestClient.keywordLimit, concurrency: 4)
  public nonisolated let timing: EffectTiming

  public init(_ connected: PinterestAccount) {
    self.connected = connected
    client = connected.client
    account = connected.id
    interests = connected.interests
    pins = connected.pins
    timing = connected.timing
  }

  /// Pinterest names what it creates.
  public func reserveIDs(_ count: Int, from first: Int64) async -> [String]? { nil }

  public func interrupt() async {
    isInterrupted = true
    client.stop.stop()
  }

  public func perform(
    _ operations: [PreparedOperation], of plan: Plan, willSend: @escaping WillSend
  ) async -> TargetReply {
    guard let first = operations.first else { return TargetReply([]) }
    if isInterrupted { return TargetReply(operations.map { _ in .notSent("interrupted") }) }
    let changes = plan.changes
    var batch = Batch(operations.map { (changes[$0.operation.changeIndex], $0) })
    batch.willSend = { () throws(APIError) in
      do throws(NotToBeSent) { try await willSend() } catch { throw .notToBeSent(error.words) }
    }
    batch.refuseUncarried()
    do throws(APIError) {
      switch changes[first.operation.changeIndex].address.kind {
      case .audience: try await performAudiences(&batch)
      case .campaign: try await performCampaigns(&batch)
      case .adGroup: try await performAdGroups(&batch)
      case .ad: try await performAds(&batch)
      case .keyword: try await performKeywords(&batch)
      }
    } catch {
      batch.fail(error)
    }
    return batch.reply
  }

  private func performCampaigns(_ batch: inout Batch) async throws(APIError) {
    if batch.isCreation {
      let bodies = WireBodies(names: TargetingNames())
      try await send(&batch) { item throws(WireBodies.Uncarried) in
        try bodies.campaign(item.fields, start: item.start)
      }
      return
    }
    guard batch.asksAnything() else { return }
    let live = try await client.campaigns(in: account, ListFilter(.ids(batch.ids)))
    batch.refuseMoved(live.map { reading.campaign($0) })
    try await send(&batch) { item throws(WireBodies.Uncarried) in
      item.isArchiving ? .archiving(item.id) : try item.update.campaign
    }
  }

  private func performAdGroups(_ batch: inout Batch) async throws(APIError) {
    var names = TargetingNames()
    if batch.items.contains(where: \.namesInterests) {
      names.interestIDs = try await interests.ids()
    }
    if batch.isCreation {
      try await send(&batch) { item throws(WireBodies.Uncarried) in
        guard let parent = item.prepared.parent, let campaign: Campaign = parent.value() else {
          throw .init(reason: "its campaign is not stored")
        }
        // The campaign adds up as another one than it is.
        if let objective = Fields(json: parent.attributes)?[.objective],
          let word = objective.foreignWords(at: .objective).first
        {
          throw .init(reason: "its campaign's objective is \(word), which pinplan does not carry")
        }
        return try WireBodies(names: item.names(names)).adGroup(
          item.fields, start: item.start, parent: item.prepared.parentID, campaign: campaign)
      }
      return
    }
    guard batch.asksAnything() else { return }
    let live = try await client.adGroups(in: account, ListFilter(.ids(batch.ids)))
    batch.refuseMoved(live.map { reading.adGroup($0) })
    let specs = Dictionary(live.map { ($0.id, $0.targetingSpec) }) { first, _ in first }
    try await send(&batch) { item throws(WireBodies.Uncarried) in
      item.isArchiving
        ? .archiving(item.id)
        : try item.update.adGroup(
          over: item.id.flatMap { specs[$0] ?? nil }, names: item.names(names))
    }
  }

  private func performAds(_ batch: inout Batch) async throws(APIError) {
    if batch.isCreation {
      let bodies = WireBodies(names: TargetingNames())
      var creativeTypes: [String: String] = [:]
      for pin in Set(batch.items.compactMap { $0.fields[.pin]?.text }) {
        creativeTypes[pin] = try await pins.pin(pin).creative
      }
      let types = creativeTypes
      try await send(&batch) { item throws(WireBodies.Uncarried) in
        try bodies.ad(
          item.fields, parent: item.prepared.parentID,
          creativeType: item.fields[.pin]?.text.flatMap { types[$0] })
      }
      return
    }
    guard batch.asksAnything() else { return }
    let live = try await client.ads(in: account, ListFilter(.ids(batch.ids)))
    let before = batch.previous
    batch.refuseMoved(live.map { reading.ad($0, stored: before[$0.id]) })
    try await send(&batch) { item throws(WireBodies.Uncarried) in
      item.isArchiving ? .archiving(item.id) : try item.update.ad
    }
  }

  /// Sends what is not answered yet; what cannot be written is refused without a request.
  private func send<Body: BatchBody>(
    _ batch: inout Batch, _ body: (Batch.Item) throws(WireBodies.Uncarried) -> Body
  ) async throws(APIError) where Body.Entity: WireEntity {
    let prepared = batch.prepare(body)
    guard !prepared.bodies.isEmpty else { return }
    let answer =
      batch.isCreation
      ? try await client.create(prepared.bodies, in: account, willSend: batch.willSend)
      : try await client.update(prepared.bodies, in: account, willSend: batch.willSend)
    batch.take(answer, for: prepared.positions)
  }

  private func performKeywords(_ batch: inout Batch) async throws(APIError) {
    if batch.isCreation {
      guard let parent = batch.items.first?.prepared.parentID else {
        return batch.answerAll { _ in .refused("its ad group is not stored") }
      }
      let bodies = WireBodies(names: TargetingNames())
      let prepared = batch.prepare { item throws(WireBodies.Uncarried) in
        try bodies.keyword(item.fields)
      }
      guard !prepared.bodies.isEmpty else { return }
      batch.take(
        try await client.createKeywords(
          parent: parent, prepared.bodies, in: account, willSend: batch.willSend),
        for: prepared.positions)
    } else {
      // What is left beside archivings is `lifecycle`, which only the state knows.
      let archiving = batch.open.filter { batch.items[$0].isArchiving }
      for index in batch.open where !batch.items[index].isArchiving {
        batch.answers[index] = .done(id: batch.items[index].id ?? "")
      }
      guard !archiving.isEmpty else { return }
      batch.take(
        try await client.archiveKeywords(
          archiving.map { batch.items[$0].id ?? "" }, in: account, willSend: batch.willSend),
        for: archiving)
    }
  }
}

/// An answer to one element of a batch, with the id that Pinterest gave it.
protocol WireEntity {
  var id: String { get }
}

extension WireCampaign: WireEntity {}
extension WireAdGroup: WireEntity {}
extension WireAd: WireEntity {}
extension WireKeyword: WireEntity {}

extension BatchBody where Self: ArchivableBody {
  /// Nothing but the end of it: what is archived keeps the rest.
  static func archiving(_ id: String?) -> Self {
    var body = Self()
    body.id = id
    body.status = WireWords.status(.archived)
    return body
  }
}

/// A body that can carry a status alone.
protocol ArchivableBody {
  init()
  var id: String? { get set }
  var status: String? { get set }
}

extension CampaignBody: ArchivableBody {}
extension AdGroupBody: ArchivableBody {}
extension AdBody: ArchivableBody {}
