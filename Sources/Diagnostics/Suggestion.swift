/// The nearest of some words to what was written, when it is near enough to be meant.
public enum Suggestion {
  /// A third of the letters may be wrong, at least one; of equally near words the first wins.
  public static func nearest(to written: String, among words: some Sequence<String>) -> String? {
    let written = Array(written.lowercased().unicodeScalars.prefix(80))
    let reach = max(1, written.count / 3)
    var best: (word: String, distance: Int)?
    for word in words {
      let scalars = Array(word.lowercased().unicodeScalars.prefix(80))
      guard abs(scalars.count - written.count) <= reach else { continue }
      let distance = distance(written, scalars)
      if distance <= reach, distance < best?.distance ?? .max { best = (word, distance) }
    }
    return best?.word
  }

  /// Letters to insert, delete, replace or swap with a neighbour.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1], current[column]) + 1
        cost = min(cost, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
