/// The colours of a report; every text is readable on every ground that it stands on.
struct HTMLPalette: Sendable {
  /// Grounds: the page, and boxes on it.
  let page: String
  let box: String
  /// Texts.
  let ink: String
  let quiet: String
  let accent: String
  let good: String
  let bad: String
  let warn: String
  /// Lines between rows, which carry no meaning.
  let rule: String
  /// Bars of what runs and does not change.
  let bar: String

  static let light = Self(
    page: "#ffffff", box: "#f5f6f7", ink: "#1b1e22", quiet: "#586069", accent: "#0f5bb5",
    good: "#17692f", bad: "#ad1f1f", warn: "#7d4e00", rule: "#dcdfe3", bar: "#80868e")

  static let dark = Self(
    page: "#15181b", box: "#1e2226", ink: "#e7e9eb", quiet: "#a4abb3", accent: "#80b4f8",
    good: "#74c98b", bad: "#ff9a92", warn: "#e5b567", rule: "#343a41", bar: "#7b838c")

  var grounds: [String] { [page, box] }
  var texts: [String] { [ink, quiet, accent, good, bad, warn] }

  /// As the variables of a style sheet.
  var variables: String {
    """
    --page:\(page);--box:\(box);--ink:\(ink);--quiet:\(quiet);--accent:\(accent);--good:\(good);\
    --bad:\(bad);--warn:\(warn);--rule:\(rule);--bar:\(bar)
    """
  }
}
