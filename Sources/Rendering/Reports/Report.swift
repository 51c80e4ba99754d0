import Documents

/// What a command tells: a value that knows its forms.
public protocol Report {
  /// The forms that it has, in the order in which help lists them.
  static var forms: [ReportForm<Self>] { get }
}

extension Report {
  public static var formats: [ReportFormat] { forms.map(\.format) }

  /// Writes the report in a form; nothing where it has nothing to tell in it.
  public func write(as format: ReportFormat, _ setting: ReportSetting, to stream: ByteStream) {
    Self.forms.first { $0.format == format }?.write(self, setting, stream)
  }

  /// The report in a form; none where it has nothing to tell in it.
  public func rendered(as format: ReportFormat, _ setting: ReportSetting) -> [UInt8]? {
    guard Self.formats.contains(format) else { return nil }
    return ByteStream.collected { write(as: format, setting, to: $0) }
  }
}

/// One form of a report.
public struct ReportForm<Value> {
  public let format: ReportFormat
  let write: (Value, ReportSetting, ByteStream) -> Void

  /// One that is never held whole, as it may be long.
  init(
    streaming format: ReportFormat, _ write: @escaping (Value, ReportSetting, ByteStream) -> Void
  ) {
    self.format = format
    self.write = write
  }

  init(format: ReportFormat, render: @escaping (Value, ReportSetting) -> [UInt8]) {
    self.init(streaming: format) { $2.put(render($0, $1)) }
  }

  static func text(_ render: @escaping (Value, ReportSetting) -> String) -> Self {
    Self(format: .text) { Array(render($0, $1).utf8) }
  }

  static func json(_ encode: @escaping (Value) -> [UInt8]) -> Self {
    Self(format: .json) { value, _ in encode(value) }
  }

  static func csv(_ render: @escaping (Value) -> [UInt8]) -> Self {
    Self(format: .csv) { value, _ in render(value) }
  }

  static func html(_ render: @escaping (Value) -> [UInt8]) -> Self {
    Self(format: .html) { value, _ in render(value) }
  }

  static func markdown(_ render: @escaping (Value, MarkdownOptions) -> String) -> Self {
    Self(format: .markdown) { Array(render($0, $1.markdown()).utf8) }
  }
}

/// What forms need besides the value.
///
/// What has to be looked for on disk, or put together, is asked for by the forms that show it.
public struct ReportSetting {
  public var style: TextStyle
  public var view: PlanView
  public var markdown: () -> MarkdownOptions
  /// Every rule, as SARIF describes it.
  public var rules: () -> [RuleDescription]

  public init(
    style: TextStyle, view: PlanView = .changes, markdown: @escaping () -> MarkdownOptions,
    rules: @escaping () -> [RuleDescription]
  ) {
    self.style = style
    self.view = view
    self.markdown = markdown
    self.rules = rules
  }
}
