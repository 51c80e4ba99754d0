import AdsModel

/// The numbers of an account, of a part of it, or of a Pin.
public struct OrganicSeries: WireObject {
  /// Over all the days.
  public var summary: [OrganicMetric: WireNumber]
  public var daily: [OrganicDay]
  /// Since a Pin was made.
  public var lifetime: [OrganicMetric: WireNumber]

  public init(_ fields: WireFields) throws {
    summary = try fields.metrics("summary_metrics")
    daily = try fields.required("daily_metrics", fields.value("daily_metrics"))
    lifetime = try fields.metrics("lifetime_metrics")
  }
}

/// The numbers of one day in UTC; what the API leaves out is not there.
public struct OrganicDay: WireObject {
  public var day: Day
  public var status: DataStatus
  public var metrics: [OrganicMetric: WireNumber]

  public init(_ fields: WireFields) throws {
    day = try fields.required("date", fields.day("date"))
    status = DataStatus(
      rawValue: try fields.required("data_status", fields.text("data_status")))
    metrics = try fields.metrics("metrics")
  }
}

/// The best Pins of an account, best first.
public struct TopPins: WireObject {
  /// Up to when there are numbers.
  public var latest: Instant?
  public var isRealtime: Bool?
  public var pins: [TopPin]

  public init(_ fields: WireFields) throws {
    let availability: Availability? = try fields.value("date_availability")
    latest = availability?.latest
    isRealtime = availability?.isRealtime
    pins = try fields.required("pins", fields.value("pins"))
  }

  private struct Availability: WireObject {
    let latest: Instant?
    let isRealtime: Bool?

    init(_ fields: WireFields) throws {
      let milliseconds: WireNumber? = try fields.value("latest_available_timestamp")
      latest = milliseconds?.whole.map { Instant(secondsSince1970: $0 / 1000) }
      isRealtime = try fields.flag("is_realtime")
    }
  }
}

public struct TopPin: WireObject {
  public var id: String
  public var metrics: [OrganicMetric: WireNumber]
  /// Each number has its own.
  public var status: [OrganicMetric: DataStatus]

  public init(_ fields: WireFields) throws {
    id = try fields.required("pin_id", fields.id("pin_id"))
    metrics = try fields.metrics("metrics")
    let words: [String: String?]? = try fields.value("data_status")
    status = Dictionary(
      (words ?? [:]).compactMap { name, word in
        guard let metric = OrganicMetric(rawValue: name), let word else { return nil }
        return (metric, DataStatus(rawValue: word))
      }, uniquingKeysWith: { $1 })
  }
}

extension WireFields {
  /// The numbers that this version knows; null is as good as left out.
  fileprivate func metrics(_ name: String) throws -> [OrganicMetric: WireNumber] {
    let numbers: [String: WireNumber?]? = try value(name)
    return Dictionary(
      (numbers ?? [:]).compactMap { name, number in
        guard let metric = OrganicMetric(rawValue: name), let number else { return nil }
        return (metric, number)
      }, uniquingKeysWith: { $1 })
  }

  private func invalid(_ name: String, _ reason: String) -> DecodingError {
    .dataCorrupted(
      .init(codingPath: container.codingPath + [WireKey(name)], debugDescription: reason))
  }

  fileprivate func day(_ name: String) throws -> Day? {
    guard let text = try text(name) else { return nil }
    guard let day = Day(parsing: text) else { throw invalid(name, "not a day") }
    return day
  }
}
