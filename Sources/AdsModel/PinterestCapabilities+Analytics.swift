// How far back analytics go and how much one request takes; the client and the rules of insights
// and performance read it.
extension PinterestCapabilities {
  public enum Analytics {
    /// The day on which the numbers were read.
    public static let asOf = "2026-11-28"
    public static let source =
      "Pinterest Ads API v\(apiVersion), analytics and reports, as of \(asOf)"

    /// Which days one request may ask for.
    public struct Window: Hashable, Sendable {
      /// The first day is no more days before today than this.
      public let daysBack: Int
      /// Days in one request, the first and the last among them.
      public let longest: Int

      public init(daysBack: Int, longest: Int) {
        self.daysBack = daysBack
        self.longest = longest
      }

      /// The first day that can be asked for.
      public func first(on today: Day) -> Day { today.advanced(by: -daysBack) }

      /// The days in parts that are short enough for one request each, oldest first.
      public func slices(of days: ClosedRange<Day>) -> [ClosedRange<Day>] {
        stride(from: days.lowerBound.number, through: days.upperBound.number, by: longest).map {
          Day(number: $0)...Day(number: min($0 + longest - 1, days.upperBound.number))
        }
      }
    }

    /// How Pins and boards do.
    public static let organic = Window(daysBack: 90, longest: 90)
    /// How ads do, in one answer.
    public static let ads = Window(daysBack: 90, longest: 90)
    /// The same by the hour.
    public static let hourlyAds = Window(daysBack: 8, longest: 3)
    /// How ads do, as a report that is made while one waits.
    public static let reports = Window(daysBack: 914, longest: 186)
    /// The same by the hour.
    public static let hourlyReports = Window(daysBack: 8, longest: 3)

    /// Campaigns, ad groups or ads in one request.
    public static let entities = 250
    /// Pins in one request.
    public static let pins = 100
    /// Campaigns, ad groups or ads that one report is narrowed to.
    public static let reportEntities = 500
    /// Kinds of targeting in one report.
    public static let reportTargetingTypes = 5
    /// How many of the best Pins there are.
    public static let topPins = 1...50
    /// The one age of Pins that the best can be narrowed to.
    public static let createdWithinDays = 30

    /// Days after a click or a view in which a conversion counts for it.
    public static let conversionWindows = [0, 1, 7, 14, 30, 60]
    public static let clickWindow = 30
    public static let viewWindow = 1
    /// Until when there is history by engagement windows, which have no new data.
    public static let engagementWindowEnds = Day(year: 2027, month: 9, day: 30)

    /// How long a finished report is there, in seconds.
    public static let reportLife = 3600
    /// How long the address of a finished report is good, in seconds.
    public static let reportAddressLife = 300
  }
}
