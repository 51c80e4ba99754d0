import AdsModel
import CanonicalJSON
import Foundation
import GRDB
import Planning

/// What is being made in several steps: a few things, so that the first row has room for them.
enum UnfinishedColumn {
  private struct Form: Decodable {
    let address: String
    let step: String
    let `private`: [String: String]
  }

  /// None in a state of an earlier version, which knows no steps; the first row is verified by now.
  static func read(_ database: Database) throws -> [UnfinishedCreation] {
    guard try Schema.knowsSteps(database),
      let text = try String.fetchOne(
        database, sql: "SELECT unfinished FROM workspace WHERE id = 1")
    else { return [] }
    return try creations(json: Array(text.utf8))
  }

  static func creations(json: [UInt8]) throws(ResourceTable.Damage) -> [UnfinishedCreation] {
    guard let forms = try? JSONDecoder().decode([Form].self, from: Data(json)) else { throw damage }
    var creations: [UnfinishedCreation] = []
    for form in forms {
      guard let address = Address(parsing: form.address) else { throw damage }
      creations.append(
        UnfinishedCreation(address, after: form.step, PrivateValues(form.private)))
    }
    return creations
  }

  private static var damage: ResourceTable.Damage {
    ResourceTable.Damage(detail: "what is being made cannot be told")
  }

  /// None where there is nothing.
  static func json(_ creations: [UnfinishedCreation]) -> [UInt8]? {
    guard !creations.isEmpty else { return nil }
    var json = JSONWriter()
    json.array { json in
      for creation in creations {
        json.object { json in
          json.member("address", creation.address.description)
          json.member("step", creation.step)
          json.key("private")
          creation.privateValues.write(to: &json)
        }
      }
    }
    return json.bytes
  }

  /// Leaves no value where there is nothing; who calls it seals the row.
  static func write(_ creations: [UnfinishedCreation], _ database: Database) throws {
    try database.execute(
      sql: "UPDATE workspace SET unfinished = ? WHERE id = 1",
      arguments: [json(creations).map { String(decoding: $0, as: UTF8.self) }])
  }
}
