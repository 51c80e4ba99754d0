import AdsModel
import Diagnostics
import Outcomes

/// `audience check` for people; in text, diagnostics say what is wrong.
struct ListCheckTextRenderer: Sendable {
  func render(_ check: ListCheck) -> String {
    guard let counts = check.counts else { return "" }
    let lines = [
      "File        \(Printable.text(check.file))", "Lines       \(Amounts.grouped(counts.lines))",
      "Distinct    \(Amounts.grouped(counts.distinct))",
      "Duplicates  \(Amounts.grouped(counts.duplicates))",
      "Hashing     \(words(counts.hashing))",
    ]
    return lines.map { $0 + "\n" }.joined()
  }

  private func words(_ hashing: ListHashing?) -> String {
    switch hashing {
    case ListHashing.none?: "none; SHA-256 is what leaves this machine"
    case .md5?: "MD5, sent as it is"
    case .sha1?: "SHA-1, sent as it is"
    case .sha256?: "SHA-256, sent as it is"
    case nil: "unknown: there is no entry"
    }
  }
}
