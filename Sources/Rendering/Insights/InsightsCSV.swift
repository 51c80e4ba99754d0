import AdsModel
import Documents
import Insights

/// The snapshot of a question as a spreadsheet takes it: one row a day, a Pin or a board.
enum InsightsCSV {
  static func render(_ report: InsightsReport) -> [UInt8] {
    ByteStream.collected { stream in
      var csv =
        switch report.question.subject {
        case .overview: days(report, stream)
        case .pins, .videos: pins(report, stream)
        case .boards: boards(report, stream)
        case .pin: pinDays(report, stream)
        }
      csv.finish()
    }
  }

  private static func cells(_ numbers: Numbers, _ metrics: [Metric]) -> [String] {
    metrics.map { ReadingText.plain.raw($0, of: numbers) }
  }

  private static func days(_ report: InsightsReport, _ stream: ByteStream) -> CSVWriter {
    let metrics = Metric.organic
    let names = metrics.map(\.rawValue)
    guard let split = report.question.split else {
      var csv = CSVWriter(["date", "status"] + names + ["origin"], to: stream)
      for day in report.daily {
        csv.row(
          [day.day.description, CSVWriter.text(day.status.rawValue)]
            + cells(day.numbers, metrics) + [day.origin.rawValue])
      }
      return csv
    }
    var csv = CSVWriter(["date", "status", split.rawValue] + names + ["origin"], to: stream)
    for part in report.splits {
      for day in part.daily {
        csv.row(
          [day.day.description, CSVWriter.text(day.status.rawValue), CSVWriter.text(part.value)]
            + cells(day.numbers, metrics) + [day.origin.rawValue])
      }
    }
    return csv
  }

  private static func pins(_ report: InsightsReport, _ stream: ByteStream) -> CSVWriter {
    let metrics = report.question.metrics
    var csv = CSVWriter(
      ["rank", "pin", "board", "title"] + metrics.map(\.rawValue) + ["board_name"],
      to: stream)
    for top in report.topPins {
      csv.row(
        [
          String(top.rank), CSVWriter.text(top.pin.id), CSVWriter.text(top.pin.board),
          CSVWriter.text(top.pin.title),
        ] + cells(top.numbers, metrics) + [CSVWriter.text(top.boardName)])
    }
    return csv
  }

  private static func boards(_ report: InsightsReport, _ stream: ByteStream) -> CSVWriter {
    let metrics = Metric.organic
    var csv = CSVWriter(
      ["rank", "board", "name", "pins"] + metrics.map(\.rawValue), to: stream)
    for top in report.topBoards {
      csv.row(
        [
          String(top.rank), CSVWriter.text(top.board), CSVWriter.text(top.name), String(top.pins),
        ] + cells(top.numbers, metrics))
    }
    return csv
  }

  private static func pinDays(_ report: InsightsReport, _ stream: ByteStream) -> CSVWriter {
    let metrics = Metric.organic
    var csv = CSVWriter(
      ["pin", "board", "title", "date", "status"] + metrics.map(\.rawValue), to: stream)
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
    return csv
  }
}
