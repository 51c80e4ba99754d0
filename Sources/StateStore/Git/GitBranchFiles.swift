import Foundation

/// The files of a branch that holds states, and what they say to whoever finds them on the web.
enum GitBranchFiles {
  static let readme = "README.md"
  static let history = "history.md"

  /// The file of a state; a name may have any sign.
  static func name(of workspace: String) -> String {
    let plain = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    return (workspace.addingPercentEncoding(withAllowedCharacters: plain) ?? workspace) + ".json"
  }

  static let readmeText = """
    # What pinplan knows of the ad account

    This branch is written by `pinplan apply`, one commit a write: a file of JSON for each state, with \
    what was applied, its history and its journal. It shares nothing with the other branches. Do not \
    edit it, merge it or delete it: without it nobody knows which campaigns are this project's.

    `history.md` lists the applies, newest first; `pinplan history` tells what each did.

    """

  private static let head = """
    # History

    | when | state | what | who |
    | --- | --- | --- | --- |

    """

  /// More are in the log of the branch.
  private static let longest = 200

  /// The page with one more line, at its top.
  static func history(_ page: [UInt8], adding note: WriteNote, of workspace: String) -> String {
    let lines = String(decoding: page, as: UTF8.self).split(separator: "\n")
    let rows = lines.drop { !$0.hasPrefix("| --- ") }.dropFirst()
    let who = note.runURL.map { "[\(cell("\(note.user)@\(note.host)"))](<\(cell($0))>)" }
    let row = """
      | \(note.at) | \(cell(workspace)) | \(cell(note.summary)) | \
      \(who ?? cell("\(note.user)@\(note.host)")) |
      """
    return head + ([row] + rows.prefix(longest - 1).map(String.init)).joined(separator: "\n") + "\n"
  }

  /// A text as a cell of a table: no sign of it means anything.
  private static func cell(_ text: String) -> String {
    var cell = ""
    for character in text {
      switch character {
      case "|", "\\", "`", "*", "_", "[", "]", "<", ">", "#", "~", "!": cell += "\\\(character)"
      case _ where character.isNewline: cell += " "
      default: cell.append(character)
      }
    }
    return cell
  }

  static func message(_ note: WriteNote, of workspace: String) -> String {
    let subject = "\(workspace): \(note.summary)".split(whereSeparator: \.isNewline)
      .joined(separator: " ")
    return ([subject] + [note.runURL].compactMap(\.self)).joined(separator: "\n\n")
  }
}
