import Foundation

/// One request to the API, apart from how it came over the wire.
struct Call: Sendable {
  var method: String
  /// Below the base path `/v5`.
  var path: String
  var query: [(name: String, value: String)] = []
  var body: [UInt8] = []
  /// The body as JSON, where somebody has read it already.
  var parsedBody: JSON?
  /// The `Authorization` header; it is judged and then forgotten.
  var authorization: String?
  var contentType: String?
  /// The address that the request came to, for addresses that an answer names.
  var origin = ""
  /// What a fault refuses of a batch.
  var refusals: ItemRefusals?
  /// Its place among all requests, from 1.
  var number = 0
  /// For how many milliseconds a fault keeps what it changes from reads.
  var hiding: Int?
}

extension Call {
  func values(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }

  func value(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// Ids of a list; Pinterest's own client joins them with commas.
  func ids(_ name: String) -> [Int] {
    values(name).flatMap { $0.split(separator: ",") }.compactMap { Int($0) }
  }

  var segments: [Substring] { path.split(separator: "/", omittingEmptySubsequences: true) }

  var isForm: Bool { contentType?.hasPrefix("application/x-www-form-urlencoded") ?? false }

  /// Fields of a form body.
  var form: [String: String] {
    Dictionary(Self.pairs(String(decoding: body, as: UTF8.self), plusIsSpace: true)) { $1 }
  }

  /// The pairs of a query or a form, percent-decoded.
  static func pairs(_ text: String, plusIsSpace: Bool) -> [(String, String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let decoded = parts.map { part in
        let spaced = plusIsSpace ? String(part.map { $0 == "+" ? " " : $0 }) : String(part)
        return spaced.removingPercentEncoding ?? spaced
      }
      return (decoded[0], decoded.count > 1 ? decoded[1] : "")
    }
  }
}
