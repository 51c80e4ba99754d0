/// What has no form but text: a sentence, a list, a page to read.
public struct PlainText: Report {
  private let text: String

  public init(_ text: String) { self.text = text }

  public static var forms: [ReportForm<Self>] { [.text { report, _ in report.text }] }
}

/// Why there is no result, or none of what was to be done; in text it was said on standard error.
public struct FailureReport: Report {
  private let document: () -> [UInt8]

  /// `document` has the names of the result's.
  public init(document: @escaping () -> [UInt8]) { self.document = document }

  public static var forms: [ReportForm<Self>] { [.json { $0.document() }] }
}
