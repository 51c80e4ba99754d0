import AdsModel

/// How Pins and boards did: the answer to a question.
public struct InsightsReport: Hashable, Sendable {
  public var question: InsightsQuestion
  /// The account's name, as the project has it.
  public let account: String
  /// The last day before the first that is not final.
  public var completeUntil: Day?
  /// Of the final days; none where there is none, or days were not asked for.
  public var totals: Numbers?
  /// As the account's profile shows them now: of its last 30 days, whatever was asked about.
  public var monthlyViews: Int64?
  public var daily: [DayNumbers] = []
  public var splits: [Part] = []
  public var topPins: [TopPin] = []
  public var topBoards: [TopBoard] = []
  public var pins: [PinDays] = []
  public var notices: [String] = []

  public init(_ question: InsightsQuestion, account: String) {
    self.question = question
    self.account = account
  }

  /// One part of a split.
  public struct Part: Hashable, Sendable {
    /// The flag's word.
    public let value: String
    public let totals: Numbers?
    public let daily: [DayNumbers]

    package init(value: String, totals: Numbers?, daily: [DayNumbers]) {
      self.value = value
      self.totals = totals
      self.daily = daily
    }
  }

  public struct TopPin: Hashable, Sendable {
    public let rank: Int
    public let pin: KnownPin
    public let boardName: String?
    /// What is told of it.
    public let metrics: [Metric]
    public let numbers: Numbers

    package init(
      rank: Int, pin: KnownPin, boardName: String?, metrics: [Metric], numbers: Numbers
    ) {
      self.rank = rank
      self.pin = pin
      self.boardName = boardName
      self.metrics = metrics
      self.numbers = numbers
    }
  }

  public struct TopBoard: Hashable, Sendable {
    public let rank: Int
    public let board: String
    public let name: String?
    /// How many Pins of the account it has.
    public let pins: Int
    public let numbers: Numbers

    package init(rank: Int, board: String, name: String?, pins: Int, numbers: Numbers) {
      self.rank = rank
      self.board = board
      self.name = name
      self.pins = pins
      self.numbers = numbers
    }
  }

  /// One Pin that was asked for.
  public struct PinDays: Hashable, Sendable {
    public let pin: KnownPin
    public let boardName: String?
    public let totals: Numbers?
    public let daily: [DayNumbers]

    package init(pin: KnownPin, boardName: String?, totals: Numbers?, daily: [DayNumbers]) {
      self.pin = pin
      self.boardName = boardName
      self.totals = totals
      self.daily = daily
    }
  }
}
