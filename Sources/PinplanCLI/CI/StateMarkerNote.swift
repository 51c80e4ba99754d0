import Diagnostics
import Foundation

/// That what a project remembers of its state is new and wants to be committed.
struct StateMarkerNote {
  static let file = ".pinplan/state.json"

  private let path: String
  private let content: String

  /// Reads the file; none where there is none.
  init?(_ path: String) {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    self.path = path
    content = String(decoding: data, as: UTF8.self)
  }

  var words: String {
    "Commit \(path): it says which state is this project's, so that one that is lost or another one is "
      + "noticed. It is\n\(content)"
  }

  /// For a page: what is in the file is pinplan's own, in signs that mean nothing there.
  var markdown: String {
    let inert = Printable.text(content.replacing("\n", with: " ")).replacing("`", with: "'")
    return """
      **Commit `\(Printable.text(path).replacing("`", with: "'"))`**: it says which state is this \
      project's, so that one that is lost or another one is noticed. It is

      ```json
      \(inert)
      ```

      """
  }
}
