/// The fields of one entity as they are on the wire; names with an underscore stay inside.
typealias Row = [String: JSON]

extension Row {
  var id: Int { self["id"]?.string.flatMap(Int.init) ?? 0 }

  /// A field that refers to another entity.
  func reference(_ field: String) -> Int? { self[field]?.string.flatMap(Int.init) }

  /// A text that is there and is not null.
  func text(_ field: String) -> String? { self[field]?.string }

  /// What a caller of the API may see.
  var visible: Row { filter { !$0.key.hasPrefix("_") } }
}

/// Entities of one kind, in the order of their ids, with indexes by what they belong to.
struct Table: Sendable {
  /// References that never change after creation, so that an index never has to.
  let references: [String]
  private(set) var rows: [Int: Row] = [:]
  private(set) var order: [Int] = []
  private var index: [String: [Int: [Int]]] = [:]
  private(set) var changed: Set<Int> = []
  private var lastID: Int

  init(firstID: Int, references: [String]) {
    lastID = firstID - 1
    self.references = references
  }

  subscript(id: Int?) -> Row? { id.flatMap { rows[$0] } }

  mutating func newID() -> Int {
    lastID += 1
    return lastID
  }

  /// Adds an entity, or replaces the one with its id.
  mutating func put(_ row: Row) {
    let id = row.id
    changed.insert(id)
    guard rows.updateValue(row, forKey: id) == nil else { return }
    lastID = max(lastID, id)
    Self.insert(id, into: &order)
    for field in references {
      guard let owner = row.reference(field) else { continue }
      Self.insert(id, into: &index[field, default: [:]][owner, default: []])
    }
  }

  /// Takes an entity out, as if it had never been.
  mutating func remove(_ id: Int) {
    guard let row = rows.removeValue(forKey: id) else { return }
    order.removeAll { $0 == id }
    for field in references {
      guard let owner = row.reference(field) else { continue }
      index[field]?[owner]?.removeAll { $0 == id }
    }
  }

  /// The ids of what belongs to the owners, rising.
  func ids(_ field: String, _ owners: [Int]) -> [Int] {
    guard let only = owners.first, owners.count == 1 else {
      return Set(owners).flatMap { index[field]?[$0] ?? [] }.sorted()
    }
    return index[field]?[only] ?? []
  }

  /// What changed since this was last asked.
  mutating func takeChanges() -> [Row] {
    defer { changed = [] }
    return changed.sorted().compactMap { rows[$0] }
  }

  mutating func forgetChanges() { changed = [] }

  private static func insert(_ id: Int, into ids: inout [Int]) {
    guard let last = ids.last, id < last else {
      ids.append(id)
      return
    }
    ids.insert(id, at: ids.firstIndex { $0 > id } ?? ids.endIndex)
  }
}
