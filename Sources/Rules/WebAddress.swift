import Foundation

/// What the rules need to know of a destination URL.
struct WebAddress {
  let host: String

  /// Reads an absolute http or https URL; nothing when the text is none.
  init?(_ text: String) {
    let lowered = text.prefix(8).lowercased()
    let schemeLength = lowered.hasPrefix("https://") ? 8 : lowered.hasPrefix("http://") ? 7 : 0
    guard schemeLength > 0, text.utf8.count <= 2048 else { return nil }
    let rest = text.utf8.dropFirst(schemeLength)
    let unsafe = Array(" <>\"{}|\\^`".utf8)
    guard rest.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !unsafe.contains($0) }) else { return nil }
    let authority = rest.prefix { !"/?#".utf8.contains($0) }
    let parts = authority.split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, Self.isHost(host) else { return nil }
    if parts.count == 2 {
      guard parts[1].count <= 5, parts[1].allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
    }
    self.host = String(decoding: host, as: UTF8.self)
  }

  /// Labels with a dot between them; letters beyond ASCII are left to the browser.
  private static func isHost(_ host: Substring.UTF8View.SubSequence) -> Bool {
    guard host.count <= 253, host.contains(UInt8(ascii: ".")) else { return false }
    let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      !label.isEmpty && label.count <= 63 && label.first != UInt8(ascii: "-")
        && label.last != UInt8(ascii: "-")
        && label.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
          case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), 0x80...: true
          default: false
          }
        }
    }
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
