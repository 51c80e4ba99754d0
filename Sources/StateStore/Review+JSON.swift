import AdsModel
import CanonicalJSON
import Foundation
import Planning

extension Review {
  /// How the state keeps it; amounts are micros.
  var json: [UInt8] {
    var json = JSONWriter()
    json.reserve(items.count * 128 + 1024)
    json.object { json in
      json.key("items")
      json.array { json in
        for item in items {
          json.array { json in
            item.address.write(to: &json)
            json.string(item.action.rawValue)
            json.integer(item.isFinishing ? 1 : 0)
            json.string(item.digest.text)
            json.integer(item.version ?? -1)
            if let binding = item.binding { json.string(binding) }
          }
        }
      }
      json.key("moves")
      json.array { json in
        for move in moves {
          json.array { json in
            move.from.write(to: &json)
            move.to.write(to: &json)
          }
        }
      }
      json.key("reliances")
      json.array { json in
        for reliance in reliances {
          json.array { json in
            reliance.address.write(to: &json)
            json.integer(reliance.version)
          }
        }
      }
      json.member("expires_at", expiresAt?.secondsSince1970)
      json.key("spend_before")
      json.array { json in
        for sum in [spendBefore.daily, spendBefore.lifetime, spendBefore.next30DaysMax] {
          json.integer(sum.micros)
        }
      }
    }
    return json.bytes
  }

  /// Reads what `json` wrote; nothing when the bytes are no such object.
  init?(json: [UInt8], continues: Int64?) {
    guard let form = try? JSONDecoder().decode(Form.self, from: Data(json)),
      form.spendBefore.count == 3
    else { return nil }
    var spend = Spend()
    spend.daily = Money(micros: form.spendBefore[0])
    spend.lifetime = Money(micros: form.spendBefore[1])
    spend.next30DaysMax = Money(micros: form.spendBefore[2])
    self.init(
      items: form.items.map(\.item), moves: form.moves.map(\.move),
      reliances: form.reliances.map(\.reliance),
      expiresAt: form.expiresAt.map(Instant.init(secondsSince1970:)), spendBefore: spend,
      continues: continues)
  }

  private struct Form: Decodable {
    let items: [ItemForm]
    let moves: [MoveForm]
    let reliances: [RelianceForm]
    let expiresAt: Int64?
    let spendBefore: [Int64]

    enum CodingKeys: String, CodingKey {
      case items, moves, reliances
      case expiresAt = "expires_at"
      case spendBefore = "spend_before"
    }
  }

  private struct ItemForm: Decodable {
    let item: Review.Item

    init(from decoder: any Decoder) throws {
      var members = try decoder.unkeyedContainer()
      let address = try members.address()
      let action = try members.word(Action.self)
      let isFinishing = try members.decode(Int.self) == 1
      let digest = try members.digest()
      let version = try members.decode(Int64.self)
      item = Review.Item(
        address, action, isFinishing: isFinishing, digest: digest,
        version: version < 0 ? nil : version,
        binding: members.isAtEnd ? nil : try members.decode(String.self))
    }
  }

  private struct MoveForm: Decodable {
    let move: Move

    init(from decoder: any Decoder) throws {
      var members = try decoder.unkeyedContainer()
      move = Move(from: try members.address(), to: try members.address())
    }
  }

  private struct RelianceForm: Decodable {
    let reliance: Plan.Reliance

    init(from decoder: any Decoder) throws {
      var members = try decoder.unkeyedContainer()
      reliance = Plan.Reliance(
        address: try members.address(), version: try members.decode(Int64.self))
    }
  }
}

extension UnkeyedDecodingContainer {
  fileprivate mutating func address() throws -> Address {
    let text = try decode(String.self)
    guard let address = Address(parsing: text) else {
      throw DecodingError.dataCorruptedError(in: self, debugDescription: "no address")
    }
    return address
  }

  fileprivate mutating func digest() throws -> ChangeDigest {
    guard let digest = ChangeDigest(try decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: self, debugDescription: "no digest of a change")
    }
    return digest
  }

  fileprivate mutating func word<Word: RawRepresentable<String>>(_ type: Word.Type) throws -> Word {
    guard let word = Word(rawValue: try decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: self, debugDescription: "no known word")
    }
    return word
  }
}
