import AdsModel

/// The edits of one resource as the keys of its mapping, nested as the YAML nests them.
struct WantedTree {
  var keys: [WantedKey] = []

  /// The edits of one resource, with their indices; `fields` is the resource as declared.
  init(_ edits: [(index: Int, edit: ManifestEdit)], of fields: Fields, decimals: Int) {
    var bids: [(index: Int, edit: ManifestEdit)] = []
    for (index, edit) in edits {
      switch edit.path {
      case .bid, .bidCPI, .bidCPC: bids.append((index, edit))
      case .trackingParams: put(params: edit.value?.list ?? [], of: fields, edit: index)
      default:
        // An empty list is none.
        let value = edit.value?.list?.isEmpty == true ? nil : edit.value
        put(
          edit.path.text.split(separator: ".").map(String.init),
          value.map { WantedValue($0, at: edit.path, decimals: decimals) }, edit: index)
      }
    }
    if !bids.isEmpty { put(bids, of: fields, decimals: decimals) }
  }

  private mutating func put(_ path: [String], _ value: WantedValue?, edit: Int) {
    Self.put(path[...], value, edit: edit, into: &keys)
  }

  private static func put(
    _ path: ArraySlice<String>, _ value: WantedValue?, edit: Int, into keys: inout [WantedKey]
  ) {
    guard let first = path.first else { return }
    guard path.count > 1 else {
      keys.append(WantedKey(key: first, value: value, edits: [edit]))
      return
    }
    let index =
      keys.firstIndex { $0.key == first }
      ?? {
        keys.append(WantedKey(key: first, value: .keys([]), edits: []))
        return keys.count - 1
      }()
    guard case .keys(var below)? = keys[index].value else { return }
    put(path.dropFirst(), value, edit: edit, into: &below)
    keys[index].value = .keys(below)
    keys[index].edits.append(edit)
  }

  /// A bid is one value in one of three forms, whichever paths its fields have.
  private mutating func put(
    _ bids: [(index: Int, edit: ManifestEdit)], of fields: Fields, decimals: Int
  ) {
    var wanted = fields
    for (_, edit) in bids { wanted[edit.path] = edit.value }
    var value: WantedValue?
    if let bid = wanted[.bid] {
      value = WantedValue(bid, at: .bid, decimals: decimals)
    } else {
      for (path, key) in [(FieldPath.bidCPI, "cpi"), (.bidCPC, "cpc")] {
        guard let amount = wanted[path]?.money else { continue }
        let scalar = WantedScalar(amount, decimals: decimals)
        value = .keys([WantedKey(key: key, value: .scalar(scalar), edits: bids.map(\.index))])
      }
    }
    keys.append(WantedKey(key: "bid", value: value, edits: bids.map(\.index)))
  }

  /// Parameters that changed or are new, and those that are to go.
  private mutating func put(params: [String], of fields: Fields, edit: Int) {
    let before = Self.pairs(fields[.trackingParams]?.list ?? [])
    let after = Self.pairs(params)
    var changed: [WantedKey] = []
    for (name, _) in before where !after.contains(where: { $0.name == name }) {
      changed.append(WantedKey(key: name, value: nil, edits: [edit]))
    }
    for (name, value) in after where !before.contains(where: { $0 == (name, value) }) {
      let scalar = WantedScalar(value, isWord: false)
      changed.append(WantedKey(key: name, value: .scalar(scalar), edits: [edit]))
    }
    keys.append(WantedKey(key: "tracking_params", value: .keys(changed), edits: [edit]))
  }

  private static func pairs(_ params: [String]) -> [(name: String, value: String)] {
    params.map { param in
      let parts = param.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }
}
