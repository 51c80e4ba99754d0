/// Which part of a list is asked for.
struct Paging: Sendable {
  var size = 25
  var isDescending = false
  /// The last id of the page before.
  var after: Int?

  /// One page of what matches, and the bookmark of the next.
  func page(of ids: [Int], where matches: (Int) -> Bool) -> (ids: [Int], bookmark: JSON) {
    var found: [Int] = []
    func take(_ id: Int) -> Bool {
      guard matches(id) else { return true }
      found.append(id)
      return found.count <= size
    }
    if isDescending {
      let end = after.map { Self.position(of: $0, in: ids) } ?? ids.count
      for id in ids[..<end].reversed() where !take(id) { break }
    } else {
      let start = after.map { Self.position(of: $0 + 1, in: ids) } ?? 0
      for id in ids[start...] where !take(id) { break }
    }
    guard found.count > size else { return (found, .null) }
    found.removeLast()
    return (found, .string(Self.bookmark(after: found.last ?? 0)))
  }

  /// Where an id is or would be.
  private static func position(of id: Int, in ids: [Int]) -> Int {
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Paging {
  /// Opaque to a client on purpose: it may not be built, and it may not be compared.
  static func bookmark(after id: Int) -> String {
    let bytes = Array("after:\(id)".utf8)
    return Base64.encode(bytes)
  }

  static func id(of bookmark: String) -> Int? {
    guard let bytes = Base64.decode(bookmark) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasPrefix("after:") ? Int(text.dropFirst(6)) : nil
  }
}
