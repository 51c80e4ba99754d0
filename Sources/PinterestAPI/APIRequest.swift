/// One request to the API, without the token that goes with it.
public struct APIRequest: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case put = "PUT"
  }

  /// How the body is written; the token endpoints alone take a form.
  public enum BodyFormat: Hashable, Sendable {
    case json, form
  }

  public var method: Method
  /// The path below `/v5`, with its ids, percent-encoded.
  public var path: String
  /// The same with placeholders in place of ids, for logs and counts.
  public var template: String
  /// Names may repeat: that is how the API takes most lists.
  public var query: [(name: String, value: String)]
  public var body: [UInt8]?
  public var bodyFormat: BodyFormat
  public var category: RateCategory
  /// Whether sending it twice does no more than sending it once.
  public var isRepeatable: Bool

  public init(
    _ method: Method, _ template: String, ids: [String] = [],
    query: [(name: String, value: String)] = [], body: [UInt8]? = nil,
    bodyFormat: BodyFormat = .json, category: RateCategory, isRepeatable: Bool
  ) {
    self.method = method
    self.template = template
    self.query = query
    self.body = body
    self.bodyFormat = bodyFormat
    self.category = category
    self.isRepeatable = isRepeatable
    path = Self.path(template, ids)
  }

  /// The method and the path with placeholders: `GET /ad_accounts/{ad_account_id}/campaigns`.
  public var operation: String { method.rawValue + " " + template }

  /// The path and its query, as they stand in a request line.
  public var target: String {
    guard !query.isEmpty else { return path }
    let items = query.map {
      PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value)
    }
    return path + "?" + items.joined(separator: "&")
  }

  /// Puts the ids where the template has placeholders, in order.
  private static func path(_ template: String, _ ids: [String]) -> String {
    var ids = ids[...]
    let parts = template.split(separator: "/", omittingEmptySubsequences: false).map { part in
      part.hasPrefix("{") ? PercentEncoding.encode(ids.popFirst() ?? "") : String(part)
    }
    precondition(ids.isEmpty, "\(template) has fewer placeholders than ids")
    return parts.joined(separator: "/")
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.method == right.method && left.target == right.target && left.body == right.body
      && left.bodyFormat == right.bodyFormat && left.category == right.category
      && left.isRepeatable == right.isRepeatable
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(method)
    hasher.combine(target)
    hasher.combine(body)
  }
}

/// The quota that an operation counts against.
public enum RateCategory: String, Hashable, Sendable, CaseIterable {
  case adsRead = "ads_read"
  case adsWrite = "ads_write"
  case orgRead = "org_read"
  case orgWrite = "org_write"
  case adsAnalytics = "ads_analytics"
  case orgAnalytics = "org_analytics"
}

/// Text as it stands in a URL or a form.
package enum PercentEncoding {
  /// Everything but letters, digits, `-`, `_` and `~`; a dot too, so that no id climbs a path.
  package static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
