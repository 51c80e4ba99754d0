import Testing
import YAMLSyntax

/// Text with hexadecimal bytes in angle brackets, such as `a: <C3>`.
private func bytes(_ text: String) -> [UInt8] {
  text.split(separator: "<", omittingEmptySubsequences: false).enumerated().flatMap { place, part in
    guard place > 0, let byte = UInt8(part.prefix(2), radix: 16) else { return Array(part.utf8) }
    return [byte] + Array(part.dropFirst(3).utf8)
  }
}

@Test(arguments: [
  ("a: b<E9> c", "1:5-1:6", "E9"), ("<80>", "1:1-1:2", "80"), ("a: b<C3>", "1:5-1:6", "C3"),
  ("a: 1\nné: <E9> ", "2:5-2:6", "E9"), ("a: <ED><A0><80>", "1:4-1:5", "ED"),
  ("a: <C0><80>", "1:4-1:5", "C0"), ("a: <F8><88>", "1:4-1:5", "F8"),
  ("a: é<E2><82>", "1:5-1:6", "E2"), ("a: <F4><90><80><80>", "1:4-1:5", "F4"),
  ("<EF><BB><BF>a: <FF>", "1:4-1:5", "FF"),
])
func `bytes that are no UTF-8 are shown with their place`(
  text: String, range: String, byte: String
) {
  #expect(
    report(bytes: bytes(text)) == [
      "\(range) error yaml.encoding: the byte 0x\(byte) is no UTF-8 text → save the file as UTF-8"
    ])
}

@Test(arguments: [
  ("<FF><FE>a<00>", "UTF-16"), ("<FE><FF><00>a", "UTF-16"), ("<FF><FE><00><00>a", "UTF-32"),
  ("<00><00><FE><FF><00>", "UTF-32"),
])
func `another encoding is named`(text: String, name: String) {
  #expect(
    report(bytes: bytes(text)) == [
      "1:1-1:1 error yaml.encoding: the file is written in \(name) → save the file as UTF-8"
    ])
}

@Test(arguments: [("\u{7}", "0007"), ("\u{1B}", "001B"), ("\u{7F}", "007F"), ("\u{9F}", "009F")])
func `a control character is named by its number`(character: String, number: String) {
  #expect(
    report("x: 1\na: é\(character)") == [
      "2:5-2:6 error yaml.encoding: the invisible control character U+\(number) stands here → "
        + "delete it, or write it as an escape inside double quotes"
    ])
}

@Test func `a NUL byte hints at UTF-16`() {
  #expect(
    report("a\0:\0") == [
      "1:2-1:3 error yaml.encoding: a NUL byte stands here, which no text has → "
        + "save the file as UTF-8; editors that write UTF-16 leave such bytes"
    ])
}
