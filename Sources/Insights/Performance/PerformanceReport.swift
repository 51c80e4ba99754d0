import AdsModel

/// How what is declared did, beside its budgets and bids.
public struct PerformanceReport: Sendable {
  public struct Row: Hashable, Sendable {
    /// None for the account.
    public let address: Address?
    public let id: String
    public let name: String
    /// The day, the first of a week or month, or the hour; none for all days together.
    public let date: String?
    /// The part, in the YAML's words.
    public let split: String?
    /// None of which is known where a row cannot be told apart from another.
    public let numbers: Numbers
    public let bid: String?
    public let daily: Money?
    public let lifetime: Money?
    public let daysRunning: Int?
    /// In percent.
    public let pacing: String?

    package init(
      address: Address?, id: String, name: String, date: String?, split: String?,
      numbers: Numbers, bid: String?, daily: Money?, lifetime: Money?, daysRunning: Int?,
      pacing: String?
    ) {
      self.address = address
      self.id = id
      self.name = name
      self.date = date
      self.split = split
      self.numbers = numbers
      self.bid = bid
      self.daily = daily
      self.lifetime = lifetime
      self.daysRunning = daysRunning
      self.pacing = pacing
    }
  }

  /// What nobody declares.
  public struct Unmanaged: Hashable, Sendable {
    public let campaigns: Int
    public let numbers: Numbers

    package init(campaigns: Int, numbers: Numbers) {
      self.campaigns = campaigns
      self.numbers = numbers
    }
  }

  public let question: PerformanceQuestion
  public let account: String
  public let currency: Currency
  public var rows: Rows<Row> = []
  public var totals: Numbers?
  /// The rows and what is not managed together, day by day or as they were asked for; none where
  /// only all days together were.
  public var course: [CoursePoint] = []
  public var unmanaged: Unmanaged?
  /// The last day before the first that is not final.
  public var completeUntil: Day?
  public var notices: [String] = []

  package init(_ question: PerformanceQuestion, account: String, currency: Currency) {
    self.question = question
    self.account = account
    self.currency = currency
  }
}
