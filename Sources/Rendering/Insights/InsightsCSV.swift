import AdsModel
import Insights

/// The snapshot of a question as a spreadsheet takes it: one row a day, a Pin or a board.
enum InsightsCSV {
  static func render(_ report: InsightsReport) -> [UInt8] {
    switch report.question.subject {
    case .overview: days(report)
    case .pins, .videos: pins(report)
    case .boards: boards(report)
    case .pin: pinDays(report)
    }
  }

  private static func cells(_ numbers: Numbers, _ metrics: [Metric]) -> [String] {
    metrics.map { ReadingText.plain.raw($0, of: numbers) }
  }

  private static func days(_ report: InsightsReport) -> [UInt8] {
    let metrics = Metric.organic
    let names = metrics.map(\.rawValue)
    guard let split = report.question.split else {
      var csv = CSVWriter(["date", "status"] + names + ["origin"])
      for day in report.daily {
        csv.row(
          [day.day.description, CSVWriter.text(day.status.rawValue)]
            + cells(day.numbers, metrics) + [day.origin.rawValue])
      }
      return csv.bytes
    }
    var csv = CSVWriter(["date", "status", split.rawValue] + names + ["origin"])
    for part in report.splits {
      for day in part.daily {
        csv.row(
          [day.day.description, CSVWriter.text(day.status.rawValue), CSVWriter.text(part.value)]
            + cells(day.numbers, metrics) + [day.origin.rawValue])
      }
    }
    return csv.bytes
  }

  private static func pins(_ report: InsightsReport) -> [UInt8] {
    let metrics = report.question.metrics
    var csv = CSVWriter(
      ["rank", "pin", "board", "title"] + metrics.map(\.rawValue) + ["board_name"])
    for top in report.topPins {
      csv.row(
        [
          String(top.rank), CSVWriter.text(top.pin.id), CSVWriter.text(top.pin.board),
          CSVWriter.text(top.pin.title),
        ] + cells(top.numbers, metrics) + [CSVWriter.text(top.boardName)])
    }
    return csv.bytes
  }

  private static func boards(_ report: InsightsReport) -> [UInt8] {
    let metrics = Metric.organic
    var csv = CSVWriter(["rank", "board", "name", "pins"] + metrics.map(\.rawValue))
    for top in report.topBoards {
      csv.row(
        [
          String(top.rank), CSVWriter.text(top.board), CSVWriter.text(top.name), String(top.pins),
        ] + cells(top.numbers, metrics))
    }
    return csv.bytes
  }

  private static func pinDays(_ report: InsightsReport) -> [UInt8] {
    let metrics = Metric.organic
    var csv = CSVWriter(["pin", "board", "title", "date", "status"] + metrics.map(\.rawValue))
    for pin in report.pins {
      for day in pin.daily {
        csv.row(
          [
            CSVWriter.text(pin.pin.id), CSVWriter.text(pin.pin.board),
            CSVWriter.text(pin.pin.title), day.day.description,
            CSVWriter.text(day.status.rawValue),
          ] + cells(day.numbers, metrics))
      }
    }
    return csv.bytes
  }
}
