import AdsModel
import Diagnostics
import Planning

/// Tells findings apart from one run to the next.
///
/// A fingerprint comes from the code, the address and the message without its digits, so it stays
/// when lines move and when an amount is corrected half-way. What concerns no resource is told
/// apart by its file. Findings that are the same in all of this are numbered.
struct Fingerprints {
  private var seen: [String: Int] = [:]

  mutating func next(_ diagnostic: Diagnostic) -> String {
    next([
      diagnostic.code.rawValue, diagnostic.address ?? diagnostic.file ?? "",
      String(diagnostic.message.unicodeScalars.filter { !("0"..."9").contains($0) }),
    ])
  }

  mutating func next(_ change: Change) -> String {
    next(
      [ChangeSentence.code, change.address.description, change.action.rawValue]
        + change.fields.map(\.path.text).sorted())
  }

  private mutating func next(_ parts: [String]) -> String {
    // Lengths keep the parts apart.
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    let count = seen[text, default: 0]
    seen[text] = count + 1
    return Digest.sha256(Array("\(text)\(count)".utf8))
  }
}
