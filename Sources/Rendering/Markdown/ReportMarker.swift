import AdsModel
import Planning

/// The last line of a report, by which a later run finds the comment that it replaces.
///
/// An HTML comment with one JSON object in one line, which no reader shows:
///
///     <!-- pinplan {"kind":"plan","project":"ads","target":"local","account":"northwind-uk",
///     "ad_account_id":"549755885175","digest":"…","body":"…","head":"…","time":"…"} -->
///
/// A run owns the comments whose `kind` and `project` are its own, the folder from the checkout's
/// root; whose plan it is, `target`, `account` and `ad_account_id` say. `body` is the SHA-256 of
/// everything above the marker. What is not known is null. A report of a job has a `run` too,
/// `ID.ATTEMPT`, where it has one, and that of an apply an `outcome`. `CommentChoice` tells what
/// becomes of a comment by all of it.
struct ReportMarker {
  let kind: FoundMarker.Kind
  var target: TargetKind?
  var account: Account?
  var digest: String?
  /// What came of an apply.
  var outcome: FoundMarker.Outcome?
  let options: MarkdownOptions

  /// Bytes that the marker takes, whatever the body is.
  var length: Int { text(for: "").utf8.count }

  func text(for body: String) -> String {
    var members: [(String, String?)] = [
      ("kind", kind.rawValue), ("project", options.project.map(Self.identity)),
      ("target", target?.rawValue), ("account", account?.name),
      ("ad_account_id", account?.adAccountID), ("digest", digest),
      ("body", Digest.sha256(Array(body.utf8))), ("head", options.headCommit),
      ("time", options.time.description),
    ]
    if options.isOfJob {
      if let run = options.run { members.append(("run", run)) }
      if let outcome { members.append(("outcome", outcome.rawValue)) }
    }
    let json = members.map { "\"\($0)\":\($1.map(Self.string) ?? "null")" }
    return "<!-- pinplan {\(json.joined(separator: ","))} -->\n"
  }

  /// The most characters of one member; longer ones are cut, so that a marker stays small.
  private static let longest = 100

  /// A path that is too long for a member is told from others by its digest.
  private static func identity(_ path: String) -> String {
    path.unicodeScalars.count > longest ? Digest.sha256(Array(path.utf8)) : path
  }

  /// A JSON string that cannot end an HTML comment, in ASCII.
  private static func string(_ text: String) -> String {
    var result = "\""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars.prefix(longest) {
      switch scalar {
      case "\"", "\\", "<", ">", "&": result += escape(UInt16(scalar.value))
      case "-" where previous == "-": result += escape(UInt16(scalar.value))
      case " "..."~": result.unicodeScalars.append(scalar)
      default: for unit in String(scalar).utf16 { result += escape(unit) }
      }
      previous = scalar
    }
    return result + "\""
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
