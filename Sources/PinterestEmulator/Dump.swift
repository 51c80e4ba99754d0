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
    ]
    var row = row.visible.filter { !left.contains($0.key) }
    if let spec = row["targeting_spec"]?.object {
      row["targeting_spec"] = .object(spec.mapValues { $0.array.map(sorted) ?? $0 })
    }
    return row
  }

  private func sorted(_ items: [JSON]) -> JSON {
    .array(items.map { ($0, $0.text) }.sorted { $0.1 < $1.1 }.map(\.0))
  }
}
