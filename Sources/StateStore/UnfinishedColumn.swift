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
    guard let forms = try? JSONDecoder().decode([Form].self, from: Data(text.utf8)) else {
      throw damage
    }
    return try forms.map { form in
      guard let address = Address(parsing: form.address) else { throw damage }
      return UnfinishedCreation(address, after: form.step, PrivateValues(form.private))
    }
  }

  private static var damage: ResourceTable.Damage {
    ResourceTable.Damage(detail: "what is being made cannot be told")
  }

  /// Leaves no value where there is nothing; who calls it seals the row.
  static func write(_ creations: [UnfinishedCreation], _ database: Database) throws {
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
    try database.execute(
      sql: "UPDATE workspace SET unfinished = ? WHERE id = 1",
      arguments: [creations.isEmpty ? nil : String(decoding: json.bytes, as: UTF8.self)])
  }
}
