import AdsModel
import CanonicalJSON
import Foundation
import Planning

/// What is stored once an operation is done, journalled with it where a later run has to look.
///
/// A recovery then stores exactly what an undisturbed run would have, whatever the project says by
/// then.
public enum KeptOutcome: Hashable, Sendable {
  /// Of a creation the id is blank.
  case resource(StoredResource)
  /// Nothing stays on record.
  case nothing
}

extension KeptOutcome {
  /// The form in the journal; attributes that stand there already as `fields` are left out.
  public func json(besides fields: [UInt8], in json: inout JSONWriter) -> [UInt8] {
    json.clear()
    switch self {
    case .nothing: json.null()
    case .resource(let resource):
      json.object { json in
        json.member("id", resource.id)
        json.member("status", resource.status.rawValue)
        if resource.attributes != fields {
          json.member("attributes", String(decoding: resource.attributes, as: UTF8.self))
        }
        json.key("defaulted")
        json.array { json in for path in resource.defaulted { json.string(path.text) } }
        json.member("start", resource.start.map(\.number))
        json.member("replaces", resource.replaces)
        for (name, values) in [
          ("private", resource.privateValues), ("replaced_private", resource.replacedValues),
        ] where !values.isEmpty {
          json.key(name)
          values.write(to: &json)
        }
      }
    }
    return json.bytes
  }

  /// Reads what `json` wrote; nothing when the bytes are no such object.
  init?(json: [UInt8], address: Address, besides fields: [UInt8]) {
    guard json != Array("null".utf8) else {
      self = .nothing
      return
    }
    guard let form = try? JSONDecoder().decode(Form.self, from: Data(json)),
      let status = Status(rawValue: form.status)
    else { return nil }
    self = .resource(
      StoredResource(
        address: address, id: form.id, status: status,
        attributes: form.attributes.map { Array($0.utf8) } ?? fields,
        defaulted: form.defaulted.map(FieldPath.init), start: form.start.map(Day.init(number:)),
        replaces: form.replaces, privateValues: PrivateValues(form.private ?? [:]),
        replacedValues: PrivateValues(form.replacedPrivate ?? [:])))
  }

  private struct Form: Decodable {
    let id: String
    let status: String
    let attributes: String?
    let defaulted: [String]
    let start: Int?
    let replaces: String?
    let `private`: [String: String]?
    let replacedPrivate: [String: String]?

    enum CodingKeys: String, CodingKey {
      case id, status, attributes, defaulted, start, replaces, `private`
      case replacedPrivate = "replaced_private"
    }
  }
}
