import AdsModel

/// One row of the numbers of ads.
///
/// A reader hands out the same one for row after row: copy what is to stay.
public struct AnalyticsRow: Hashable, Sendable {
  /// The entity's; empty where the answer names none.
  public internal(set) var id = ""
  /// None where a row is about all the days.
  public internal(set) var day: Day?
  /// From 0 to 23; none where a row is about more than an hour.
  public internal(set) var hour: Int?
  /// The API's word, such as `AGE_BUCKET`; none where numbers are not divided.
  public internal(set) var targetingType: String?
  /// The API's word, an id or a text of the user's.
  public internal(set) var targetingValue: String?
  /// In the order of the columns; nil for one that the answer leaves out or has as null.
  ///
  /// Pinterest leaves out zeros, and rows in which everything is zero.
  public internal(set) var values: [WireNumber?]

  init(columns: Int) { values = Array(repeating: nil, count: columns) }

  mutating func clear() {
    id = ""
    day = nil
    hour = nil
    targetingType = nil
    targetingValue = nil
    for index in values.indices { values[index] = nil }
  }
}

/// What is wrong with rows, without quoting them.
struct UnreadableRows: Error, Hashable {
  let reason: String
}
