import AdsModel

/// The part of `docs/format.md` that is written from the list of Pinterest's macros.
public enum MacroTable {
  public static let opening = "<!-- written from TrackingMacros; a test holds it -->\n"
  public static let closing = "<!-- end of what is written from TrackingMacros -->\n"

  /// The macros by what they are filled in for, between their marks.
  public static var text: String {
    let rows = [
      ("every campaign", TrackingMacros.general), ("keywords", TrackingMacros.search),
      ("products of a catalog", TrackingMacros.shopping),
    ].map { title, names in
      "| \(title) | " + names.map { "`{\($0)}`" }.joined(separator: " ") + " |\n"
    }
    return opening + "\n\(TrackingMacros.source).\n\n| for | |\n| --- | --- |\n" + rows.joined()
      + "\n" + closing
  }
}
