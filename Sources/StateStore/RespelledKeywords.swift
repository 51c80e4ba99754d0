import AdsModel
import GRDB
import Planning

/// What becomes of rows of keywords that an earlier pinplan stored as they were typed.
///
/// Their texts are composed now (`Keyword.normalized`), so a row may stand at an address that nothing
/// declares any more, and two rows may be of one keyword. It is one row at the address of today:
/// nothing is sent for that, and nothing is archived. Two rows with ids of their own stay two, and
/// the plan archives the one that is not declared.
struct RespelledKeywords {
  private(set) var resources: [StoredResource]
  /// What has to be taken out of the table, and put in there then.
  private(set) var taken: [Address] = []
  private(set) var put: [StoredResource] = []

  /// `odd` are the places of those that are not spelled as they are today.
  init(_ stored: [StoredResource], odd: [Int], decimals: Int) {
    resources = stored
    guard !odd.isEmpty else { return }
    var places = Dictionary(
      stored.indices.map { (stored[$0].address, $0) }, uniquingKeysWith: { first, _ in first })
    var gone: Set<Int> = []
    for index in odd.sorted(by: { stored[$0].version > stored[$1].version }) {
      let address = stored[index].address.normalized
      if let place = places[address] {
        let isSame = resources[place].id == stored[index].id
        guard isSame || resources[place].status == .archived else { continue }
        taken.append(stored[index].address)
        places[stored[index].address] = nil
        gone.insert(index)
        // Of one keyword the row that was written last holds what is.
        if isSame, resources[place].version >= stored[index].version { continue }
        taken.append(address)
        resources[place] = stored[index].respelled(at: address, decimals: decimals)
      } else {
        taken.append(stored[index].address)
        places[stored[index].address] = nil
        places[address] = index
        resources[index] = stored[index].respelled(at: address, decimals: decimals)
      }
    }
    put = places.filter { $0.key != stored[$0.value].address || taken.contains($0.key) }
      .map { resources[$0.value] }
      .sorted { $0.address < $1.address }
    resources = resources.indices.filter { !gone.contains($0) }.map { resources[$0] }
  }

  /// Writes it into the table, in the caller's transaction.
  func write(_ database: Database, _ row: inout HeadRow) throws {
    guard !taken.isEmpty else { return }
    let table = try ResourceTable(database)
    for address in taken { try table.delete(address, tally: &row.tally) }
    for resource in put { try table.put(resource, tally: &row.tally) }
    try database.execute(
      sql: "UPDATE workspace SET resource_count = ?, resource_sum = ? WHERE id = 1",
      arguments: [row.tally.count, Int64(bitPattern: row.tally.sum)])
  }
}

extension StoredResource {
  fileprivate func respelled(at address: Address, decimals: Int) -> Self {
    var resource = self
    resource.address = address
    guard var fields = Fields(json: attributes) else { return resource }
    fields[.text] = .text(address.key)
    var encoder = FieldEncoder(decimals: decimals)
    resource.attributes = encoder.encode(fields)
    return resource
  }
}
