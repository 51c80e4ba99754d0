import AdsModel

/// Rows of numbers with what they are of: what every form of a report for people shows.
public struct NumberTable: Sendable {
  public struct Label: Hashable, Sendable {
    public let heading: String
    /// Whether its texts are numbers, which stand to the right.
    public var isNumber = false
    /// Whether it may be shortened where there is little room.
    public var isLong = false
    /// Whether it may be left out where there is none.
    public var isOptional = false

    public init(
      _ heading: String, isNumber: Bool = false, isLong: Bool = false, isOptional: Bool = false
    ) {
      self.heading = heading
      self.isNumber = isNumber
      self.isLong = isLong
      self.isOptional = isOptional
    }
  }

  public struct Row: Hashable, Sendable {
    /// One for each label; none where nothing is known.
    public let labels: [String?]
    public let numbers: Numbers
    /// Why numbers are not there, or what they are.
    public let remark: String?

    public init(_ labels: [String?], _ numbers: Numbers, remark: String? = nil) {
      self.labels = labels
      self.numbers = numbers
      self.remark = remark
    }
  }

  public let title: String
  public let labels: [Label]
  public let metrics: [Metric]
  /// What a bar beside the row shows.
  public let measure: Metric
  public let rows: Rows<Row>

  public init(
    _ title: String, _ labels: [Label], _ metrics: [Metric], measure: Metric, _ rows: Rows<Row>
  ) {
    self.title = title
    self.labels = labels
    self.metrics = metrics
    self.measure = measure
    self.rows = rows
  }
}

extension NumberTable {
  /// The same with some of its labels and some of its metrics.
  public func with(labels places: [Int], metrics: [Metric]) -> Self {
    Self(
      title, places.map { labels[$0] }, metrics, measure: measure,
      rows.mapped { row in Row(places.map { row.labels[$0] }, row.numbers, remark: row.remark) })
  }
}

extension InsightsReport {
  /// The counts by day.
  public var dayTable: NumberTable { Self.table("By day", daily) }

  static func table(_ title: String, _ days: [DayNumbers]) -> NumberTable {
    NumberTable(
      title, [.init("date")], Metric.organicCounts, measure: .impressions,
      Rows(days).mapped { day in
        let remarks = [
          day.status == .ready ? nil : day.status.words, day.origin == .archive ? "archive" : nil,
        ].compactMap(\.self)
        return .init(
          [day.day.description], day.numbers,
          remark: remarks.isEmpty ? nil : remarks.joined(separator: ", "))
      })
  }

  /// The totals of each part of a split.
  public var splitTable: NumberTable {
    let name = question.split?.rawValue.replacing("_", with: " ") ?? ""
    return NumberTable(
      "By \(name)", [.init(name)], Metric.organicCounts, measure: .impressions,
      Rows(splits).mapped { .init([$0.value], $0.totals ?? Numbers()) })
  }

  public var pinTable: NumberTable {
    let isOfVideos = question.subject == .videos
    return NumberTable(
      isOfVideos ? "Top video Pins" : "Top Pins",
      [.init("", isNumber: true), .init("Pin", isLong: true), .init("board", isLong: true)],
      isOfVideos ? Metric.video : Metric.organicCounts, measure: question.ranking,
      Rows(topPins).mapped { top in
        .init(
          [String(top.rank), top.pin.name, top.boardName?.visible ?? top.pin.board],
          top.numbers, remark: Self.remark(top.numbers))
      })
  }

  /// Why some numbers of a row are not there.
  private static func remark(_ numbers: Numbers) -> String? {
    let reasons = Set(numbers.statuses.values).filter { $0 != .ready }.map(\.words).sorted()
    return reasons.isEmpty ? nil : reasons.joined(separator: ", ")
  }

  public var boardTable: NumberTable {
    NumberTable(
      "Top boards",
      [.init("", isNumber: true), .init("board", isLong: true), .init("Pins", isNumber: true)],
      Metric.organicCounts, measure: question.ranking,
      Rows(topBoards).mapped {
        .init([String($0.rank), $0.name?.visible ?? $0.board, String($0.pins)], $0.numbers)
      })
  }
}

extension InsightsReport.PinDays {
  public var table: NumberTable { InsightsReport.table(pin.name, daily) }
}

extension InsightsQuestion {
  /// The filters that leave something out, for people: `device mobile, source yours`.
  public var filterWords: String? {
    var words = filters.narrowing.map {
      "\($0.rawValue.replacing("_", with: " ")) \(filters.word(of: $0))"
    }
    if let createdWithin { words.append("made in the last \(createdWithin) days") }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
