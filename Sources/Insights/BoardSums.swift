import AdsModel

/// The account's Pins summed by board.
public struct BoardSums: Sendable {
  struct Sum {
    var pins = 0
    var numbers: Numbers?
  }

  private(set) var boards: [String: Sum] = [:]
  /// Pins that are on no board that could be told.
  private(set) var pinsWithoutBoard = 0

  /// `numbers` has what is known of each Pin; one that it lacks was not shown.
  public init(_ pins: [KnownPin], _ numbers: [String: Numbers]) {
    for pin in pins {
      guard let board = pin.board else {
        pinsWithoutBoard += 1
        continue
      }
      var sum = boards[board] ?? Sum()
      sum.pins += 1
      sum.numbers = Numbers.sum([sum.numbers, numbers[pin.id]].compactMap(\.self))
      boards[board] = sum
    }
  }

  /// The boards that come first; of equal ones that with the lower id.
  func ranked(by metric: Metric, count: Int) -> [(board: String, sum: Sum)] {
    boards.map { (board: $0.key, sum: $0.value) }
      .sorted { left, right in
        let (mine, theirs) = (left.sum.numbers?[metric], right.sum.numbers?[metric])
        if mine != theirs { return (mine ?? -1) > (theirs ?? -1) }
        return Self.isLower(left.board, right.board)
      }
      .prefix(count).map(\.self)
  }

  /// The ids of the boards, those that come first before others.
  public func rankedBoards(by metric: Metric) -> [String] {
    ranked(by: metric, count: .max).map(\.board)
  }

  /// Ids are digits, and a shorter one is lower.
  static func isLower(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count ? left < right : left.utf8.count < right.utf8.count
  }
}
