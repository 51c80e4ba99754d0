/// How what a user wrote appears in a message: in double quotes, fit to show and not too long.
public func quoted(_ text: some StringProtocol) -> String { "\"" + clipped(text) + "\"" }

/// The same without the quotes, for text that stands inside something to write.
public func clipped(_ text: some StringProtocol) -> String {
  let longest = 60
  var result = ""
  var length = 0
  var previous: Unicode.Scalar?
  for scalar in text.unicodeScalars {
    guard length < longest else { return result + "…" }
    let piece = Printable.escape(scalar, after: previous) ?? String(scalar)
    result += piece
    length += piece.unicodeScalars.count
    previous = scalar
  }
  return result
}
