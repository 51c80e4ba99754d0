/// The one URL that Pinterest keeps of an ad's destination and its tracking parameters.
public enum Destination {
  /// The fields that a project writes it in.
  public static let paths: Set<FieldPath> = [.destinationURL, .trackingParams]

  /// The destination with the parameters appended in order, before any fragment.
  ///
  /// They come as a project stores them, `name=value`; both sides are escaped.
  public static func url(_ destination: String, params: [String]) -> String {
    guard !params.isEmpty else { return destination }
    let hash = destination.firstIndex(of: "#") ?? destination.endIndex
    let base = destination[..<hash]
    let query = params.map { param in
      let parts = param.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.map { escaped(String($0)) }.joined(separator: "=")
    }
    let separator =
      base.contains("?") ? (base.hasSuffix("?") || base.hasSuffix("&") ? "" : "&") : "?"
    return base + separator + query.joined(separator: "&") + destination[hash...]
  }

  /// What a project would write for a URL: as stored where it means the same, else the URL alone.
  public static func fields(of url: String?, asIn stored: Fields?) -> Fields {
    var fields = Fields()
    guard let url else { return fields }
    let storedURL = stored?[.destinationURL]?.text
    let storedParams = stored?[.trackingParams]?.list ?? []
    if let storedURL, Self.url(storedURL, params: storedParams) == url {
      fields.put(.destinationURL, .text(storedURL))
      if !storedParams.isEmpty { fields.put(.trackingParams, .list(storedParams)) }
    } else {
      fields.put(.destinationURL, .text(url))
    }
    return fields
  }

  /// Escapes all but what RFC 3986 leaves unreserved, and the macros that Pinterest fills in.
  private static func escaped(_ text: String) -> String {
    // The rules refuse braces that are no macro; without rules they are text like any other.
    guard let template = try? TrackingTemplate(text) else { return escaped(literal: text[...]) }
    return template.parts.map { part in
      switch part {
      case .literal(let text): escaped(literal: text)
      case .macro(let name): "{\(name)}"
      }
    }.joined()
  }

  private static func escaped(literal text: Substring) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%"
        if byte < 16 { result += "0" }
        result += String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}

extension Destination {
  /// The one URL of an ad's fields; none where the Pin's own link is meant.
  public static func url(of fields: Fields) -> String? {
    fields[.destinationURL]?.text.map { url($0, params: fields[.trackingParams]?.list ?? []) }
  }
}

extension Fields {
  /// The same with a URL parted into destination and parameters as `other` has them, where the two
  /// mean one URL.
  public func partingURL(as other: Self) -> Self {
    guard self[.trackingParams] == nil, let url = self[.destinationURL]?.text,
      url == Destination.url(of: other)
    else { return self }
    var fields = self
    fields[.destinationURL] = other[.destinationURL]
    fields[.trackingParams] = other[.trackingParams]
    return fields
  }
}
