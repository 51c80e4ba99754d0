import AdsModel
import Foundation

/// What the rules need to know of a destination URL, which may hold macros after the host.
struct WebAddress {
  /// The most bytes of a URL.
  static let length = 2048

  let host: String
  /// The macros after the host, in order.
  let macros: [String]

  /// Reads an absolute http or https URL; nothing when the text is none.
  init?(_ text: String) {
    let schemeLength =
      Self.begins(text, with: "https://") ? 8 : Self.begins(text, with: "http://") ? 7 : 0
    guard schemeLength > 0, text.utf8.count <= Self.length else { return nil }
    let rest = text.utf8.dropFirst(schemeLength)
    let authority = rest.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    let host = authority.prefix { $0 != UInt8(ascii: ":") }
    guard Self.isHost(host) else { return nil }
    let port = authority.dropFirst(host.count).dropFirst()
    guard port.count <= 5, port.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    // What Pinterest fills in may stand anywhere after the host.
    guard let template = try? TrackingTemplate(text[authority.endIndex...]) else { return nil }
    for case .literal(let literal) in template.parts {
      guard literal.utf8.allSatisfy(Self.isSafe) else { return nil }
    }
    macros = template.macros
    self.host = String(decoding: host, as: UTF8.self)
  }

  /// Whether a text begins with a scheme, in letters of any case.
  private static func begins(_ text: String, with scheme: StaticString) -> Bool {
    text.utf8.count >= scheme.utf8CodeUnitCount
      && scheme.withUTF8Buffer { scheme in
        zip(text.utf8, scheme).allSatisfy { byte, expected in
          byte == expected || (0x41...0x5A).contains(byte) && byte | 0x20 == expected
        }
      }
  }

  /// What is wrong with the braces of a text that is no URL because of them; none when they are
  /// not what is wrong.
  static func braceMistake(in text: String) -> TrackingTemplate.BraceMistake? {
    do {
      _ = try TrackingTemplate(text)
      return nil
    } catch {
      return error
    }
  }

  /// Whether a byte may stand in a URL as it is.
  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: false
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "{"): false
    case UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"): false
    case UInt8(ascii: "`"): false
    default: true
    }
  }

  /// Labels with a dot between them; letters beyond ASCII are left to the browser.
  private static func isHost(_ host: Substring.UTF8View.SubSequence) -> Bool {
    var length = 0
    var label = 0
    var dots = 0
    var last = UInt8(ascii: ".")
    for byte in host {
      length += 1
      switch byte {
      case UInt8(ascii: "."):
        // A label is not empty and neither begins nor ends with a hyphen.
        guard label > 0, last != UInt8(ascii: "-") else { return false }
        dots += 1
        label = 0
      case UInt8(ascii: "-"):
        guard label > 0 else { return false }
        label += 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        label += 1
      default: return false
      }
      guard label <= 63 else { return false }
      last = byte
    }
    return dots > 0 && label > 0 && last != UInt8(ascii: "-") && length <= 253
  }

  /// The names of the parameters in a URL's query.
  static func queryNames(_ url: String) -> Set<String> {
    guard let question = url.firstIndex(of: "?") else { return [] }
    let query = url[url.index(after: question)...].prefix { $0 != "#" }
    return Set(
      query.split(separator: "&").map { part in
        let name = part.prefix { $0 != "=" }
        return name.removingPercentEncoding ?? String(name)
      })
  }
}
