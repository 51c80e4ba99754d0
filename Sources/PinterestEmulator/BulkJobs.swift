/// Downloads that were asked for; each is made when it is asked for and shown after some polls.
struct BulkJobs: Sendable {
  struct Job: Sendable {
    let key: String
    let content: JSON
    var pollsLeft: Int
  }

  private(set) var jobs: [String: Job] = [:]
  private var count = 0

  mutating func add(_ content: JSON, polls: Int) -> String {
    count += 1
    let id = String(6_000_000_000 + count)
    jobs[id] = Job(key: Tokens.random(""), content: content, pollsLeft: polls)
    return id
  }

  /// The key of a finished job, or nil while it runs.
  mutating func poll(_ id: String) throws(Refusal) -> String? {
    guard var job = jobs[id] else { throw .notFound("Bulk request", id) }
    guard job.pollsLeft > 0 else { return job.key }
    job.pollsLeft -= 1
    jobs[id] = job
    return nil
  }

  func file(_ key: String) -> JSON? { jobs.values.first { $0.key == key }?.content }
}

extension World {
  /// The rows that a download asks for, as JSON by kind; the layout is the emulator's own.
  mutating func startDownload(_ body: JSON, account: String) throws(Refusal) -> Answer {
    guard body["output_format"]?.string ?? "JSON" == "JSON" else {
      throw Refusal("The emulator makes downloads as JSON only.")
    }
    let kinds: [(name: String, kind: Kind)] = [
      ("CAMPAIGN", .campaigns), ("AD_GROUP", .adGroups), ("AD", .ads), ("KEYWORD", .keywords),
    ]
    let wanted = Set(body["entity_types"]?.strings ?? kinds.map(\.name))
    let since = body["updated_since"]?.string.flatMap(Int.init) ?? 0
    let roots = (body["entity_ids"]?.strings).map { Set($0) }
    var content: Row = [:]
    for (name, kind) in kinds where wanted.contains(name) {
      let rows = self[kind].ids("ad_account_id", [Int(account) ?? 0])
        .compactMap { self[kind][$0] }
        .filter { (row: Row) -> Bool in
          let changed = (row["updated_time"] ?? row["_updated_time"] ?? row["_created_time"])?
            .integer
          let isRecent = (changed ?? 0) >= since
          guard let roots else { return isRecent && row["archived"] != true }
          let family = ["id", "campaign_id", "ad_group_id", "parent_id"]
            .compactMap { row.text($0) }
          return isRecent && row["archived"] != true && !roots.isDisjoint(with: family)
        }
      content[kind.rawValue] = .array(rows.map { view($0, kind) })
    }
    let id = bulk.add(.object(content), polls: settings.number("bulk_polls"))
    return .ok(["request_id": .string(id)])
  }
}
