extension World {
  /// Every entity that was made, by kind, in the order of their ids.
  var dump: JSON {
    var all: Row = [:]
    for kind in Kind.made {
      let table = self[kind]
      all[kind.rawValue] = .array(
        table.order.compactMap { table[$0] }.filter { $0["_removed"] != true }.map {
          view($0, kind)
        })
    }
    return .object(all)
  }

  /// The account as a tree without ids and times, in one order whatever came first: equal
  /// accounts are equal bytes.
  func tree(statuses: Set<String>) -> JSON {
    let isWanted = { (row: Row) in
      statuses.isEmpty || statuses.contains(row.text("status") ?? "ACTIVE")
    }
    func branch(_ kind: Kind, _ ids: [Int]) -> JSON {
      sorted(
        ids.compactMap { self[kind][$0] }.filter(isWanted).map { row in
          var node = bare(row)
          switch kind {
          case .campaigns:
            node["ad_groups"] = branch(.adGroups, self[.adGroups].ids("campaign_id", [row.id]))
          case .adGroups: node["ads"] = branch(.ads, self[.ads].ids("ad_group_id", [row.id]))
          case .customerLists:
            node["list_type"] = row["_list_type"]
            node["members"] = .integer(members.count(row.id))
            node["members_digest"] = .string(members.digest(row.id))
          default: break
          }
          if kind == .campaigns || kind == .adGroups { node["keywords"] = keywords(of: row.id) }
          return .object(node)
        })
    }
    return [
      "campaigns": branch(.campaigns, self[.campaigns].order),
      "audiences": branch(
        .audiences,
        self[.audiences].order.filter {
          self[.audiences][$0]?["_removed"] != true
        }),
      "customer_lists": branch(.customerLists, self[.customerLists].order),
    ]
  }

  private func keywords(of parent: Int) -> JSON {
    sorted(
      self[.keywords].ids("parent_id", [parent]).compactMap { self[.keywords][$0] }
        .filter { $0["archived"] != true }.map { .object(bare($0)) })
  }

  private func bare(_ row: Row) -> Row {
    let left: Set = [
      "id", "campaign_id", "ad_group_id", "parent_id", "created_time", "updated_time",
      "created_timestamp", "updated_timestamp", "ad_account_id",
      // A batch that is sent again counts again, and changes nobody.
      "num_batches", "num_uploaded_user_records", "num_removed_user_records",
    ]
    var bare = row.visible.filter { !left.contains($0.key) }
    // A start that nobody gave is the time of creation.
    if row["start_time"] == row["created_time"] { bare["start_time"] = nil }
    for name in ["targeting_spec", "rule"] {
      guard let members = bare[name]?.object else { continue }
      bare[name] = .object(
        Dictionary(
          uniqueKeysWithValues: members.map { key, value in
            let named = Self.audienceKeys.contains(key) ? nameOfIDs(value) : value
            return (key, named.array.map(sorted) ?? named)
          }))
    }
    return bare
  }

  private static let audienceKeys: Set = [
    "AUDIENCE_INCLUDE", "AUDIENCE_EXCLUDE", "seed_id", "customer_list_id",
  ]

  /// Names stand for the ids of audiences and lists, which differ between accounts.
  private func nameOfIDs(_ value: JSON) -> JSON {
    if let items = value.array { return .array(items.map(nameOfIDs)) }
    let id = value.string.flatMap(Int.init)
    return self[.audiences][id]?["name"] ?? self[.customerLists][id]?["name"] ?? value
  }

  private func sorted(_ items: [JSON]) -> JSON {
    .array(items.map { ($0, $0.text) }.sorted { $0.1 < $1.1 }.map(\.0))
  }
}
