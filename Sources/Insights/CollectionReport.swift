import AdsModel

/// What `insights collect` did.
public struct CollectionReport: Hashable, Sendable {
  public let account: String
  public let result: InsightsCollection.Result

  public init(account: String, _ result: InsightsCollection.Result) {
    self.account = account
    self.result = result
  }

  public var notices: [String] {
    var notices: [String] = []
    if !result.missing.isEmpty {
      notices.append("the API does not have, and nothing is kept of: \(result.missing.words)")
    }
    if !result.open.isEmpty {
      notices.append("not final yet, and asked for again next time: \(result.open.words)")
    }
    return notices
  }
}
