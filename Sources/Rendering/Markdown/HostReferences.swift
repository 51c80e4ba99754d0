/// What a host takes for a reference although nothing in it is a sign: `GH-12`, a commit's hash.
enum HostReferences {
  /// Behind which scalars a gap makes them mere text.
  ///
  /// Digits alone are left whole from twelve on: those are ids, which people copy.
  static func starts(in scalars: [Unicode.Scalar]) -> Set<Int> {
    var starts: Set<Int> = []
    var index = 0
    while index < scalars.count {
      guard isWord(scalars[index]) else {
        index += 1
        continue
      }
      let end = scalars[index...].firstIndex { !isWord($0) } ?? scalars.count
      let word = scalars[index..<end]
      if isHash(word) { starts.insert(index) }
      if isIssuePrefix(word), end + 1 < scalars.count, scalars[end] == "-",
        isDigit(scalars[end + 1])
      {
        starts.insert(end)
      }
      index = end
    }
    return starts
  }

  private static func isHash(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    (7...40).contains(word.count) && word.allSatisfy { $0.properties.isASCIIHexDigit }
      && !(word.count >= 12 && word.allSatisfy(isDigit))
  }

  private static func isIssuePrefix(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    word.count == 2 && (word.first == "G" || word.first == "g")
      && (word.last == "H" || word.last == "h")
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
  }
}
