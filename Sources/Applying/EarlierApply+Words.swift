extension EarlierApply {
  /// What was found out, for people; none when there was nothing to find out.
  public var sentence: String? {
    guard count > 0 else { return nil }
    let counts = [
      (happenedCount, "found to have happened"), (partCount, "found to have happened in part"),
      (absentCount, "found not to have happened"),
      (open.count, "still not known"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "An earlier apply was cut off; of its operations, \(counts.joined(separator: ", "))."
  }
}
