/// Takes out of a text from outside what looks like a token, an address or a digest of one.
enum Redaction {
  private static let prefixes = ["pina_", "pinr.", "pinr_", "pinc_"]
  private static let longest = 1000

  /// The text without those, and no longer than a message needs to be.
  static func clean(_ text: String) -> String {
    var result = ""
    var word = ""
    for character in text.prefix(longest) {
      if isPartOfToken(character) {
        word.append(character)
      } else {
        result += shown(word)
        result.append(character)
        word = ""
      }
    }
    return result + shown(word)
  }

  private static func shown(_ word: String) -> String {
    let lower = word.lowercased()
    let isToken =
      prefixes.contains { lower.contains($0) }
      || word.count >= 40 && word.contains(where: \.isLetter) && word.contains(where: \.isNumber)
    let isPerson =
      word.contains("@") && word.count > 1
      || [32, 40, 64].contains(word.count) && word.allSatisfy(\.isHexDigit)
    return isToken || isPerson ? "<redacted>" : word
  }

  private static func isPartOfToken(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-._~+=@".contains(character))
  }
}
