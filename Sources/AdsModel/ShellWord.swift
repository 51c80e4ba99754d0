/// A text as one word of a POSIX shell, for the commands that messages spell out.
///
/// Keywords have spaces and quotes in their addresses; nearly everything else stays as it is.
public func shellWord(_ text: String) -> String {
  let isPlain = !text.isEmpty && text.utf8.allSatisfy(isPlainInShell)
  guard !isPlain else { return text }
  let parts = text.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + parts.joined(separator: #"'\''"#) + "'"
}

private func isPlainInShell(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  // Letters of other scripts mean nothing to a shell.
  case 0x80...: true
  default: "/=@%+:,._-".utf8.contains(byte)
  }
}
