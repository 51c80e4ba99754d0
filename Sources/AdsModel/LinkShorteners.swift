/// Hosts that shorten links; Pinterest does not take them as a destination.
///
/// Source: Pinterest help, "Ad destination URL requirements" ("link shorteners are not
/// supported", without a list); the hosts are the common public ones, as of 2026-11-20.
public enum LinkShorteners {
  public static let asOf = "2026-11-20"

  static let hosts: Set<String> = [
    "adf.ly", "amzn.to", "bit.do", "bit.ly", "bitly.com", "bl.ink", "buff.ly", "cutt.ly", "dlvr.it",
    "fb.me", "goo.gl", "ift.tt", "is.gd", "j.mp", "lnkd.in", "ow.ly", "pin.it", "rb.gy",
    "rebrand.ly",
    "shor.by", "short.io", "shorturl.at", "snip.ly", "soo.gd", "su.pr", "t.co", "t.ly", "tiny.cc",
    "tinyurl.com", "trib.al", "urlz.fr", "v.gd", "x.co",
  ]

  /// Whether a host, with or without `www.`, is one of them.
  public static func contains(host: String) -> Bool {
    let host = host.lowercased()
    return hosts.contains(host.hasPrefix("www.") ? String(host.dropFirst(4)) : host)
  }
}
