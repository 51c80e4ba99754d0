/// What a question about Pins is narrowed to, in the words of the flags.
public struct InsightsFilters: Hashable, Sendable {
  public enum ContentType: String, Vocabulary { case all, organic, paid }
  public enum Claimed: String, Vocabulary { case all, claimed, other }
  public enum Device: String, Vocabulary { case all, mobile, desktop, tablet }
  public enum Source: String, Vocabulary { case all, yours, others }
  public enum PinFormat: String, Vocabulary { case all, standard, product, video, idea }

  public var contentType = ContentType.all
  public var claimed = Claimed.all
  public var device = Device.all
  public var source = Source.all
  public var pinFormat = PinFormat.all

  public init() {}

  /// The word of each filter.
  public func word(of filter: InsightsFilter) -> String {
    switch filter {
    case .contentType: contentType.rawValue
    case .claimed: claimed.rawValue
    case .device: device.rawValue
    case .source: source.rawValue
    case .pinFormat: pinFormat.rawValue
    }
  }

  /// The filters that leave something out.
  public var narrowing: [InsightsFilter] {
    InsightsFilter.allCases.filter { word(of: $0) != "all" }
  }

  /// The same with another word for one filter; nothing where it has no such word.
  public func with(_ filter: InsightsFilter, _ word: String) -> Self? {
    var filters = self
    switch filter {
    case .contentType:
      guard let value = ContentType(rawValue: word) else { return nil }
      filters.contentType = value
    case .claimed:
      guard let value = Claimed(rawValue: word) else { return nil }
      filters.claimed = value
    case .device:
      guard let value = Device(rawValue: word) else { return nil }
      filters.device = value
    case .source:
      guard let value = Source(rawValue: word) else { return nil }
      filters.source = value
    case .pinFormat:
      guard let value = PinFormat(rawValue: word) else { return nil }
      filters.pinFormat = value
    }
    return filters
  }
}

/// A filter of a question about Pins: its flag, its words, and what the API has for them.
public enum InsightsFilter: String, Vocabulary {
  case contentType = "content_type"
  case claimed, device, source
  case pinFormat = "pin_format"

  public var flag: String { "--" + rawValue.replacing("_", with: "-") }

  /// The words that it takes, the first of which leaves nothing out.
  public var words: [String] {
    switch self {
    case .contentType: InsightsFilters.ContentType.allCases.map(\.rawValue)
    case .claimed: InsightsFilters.Claimed.allCases.map(\.rawValue)
    case .device: InsightsFilters.Device.allCases.map(\.rawValue)
    case .source: InsightsFilters.Source.allCases.map(\.rawValue)
    case .pinFormat: InsightsFilters.PinFormat.allCases.map(\.rawValue)
    }
  }

  /// The query parameter of the API.
  public var parameter: String {
    switch self {
    case .contentType: "content_type"
    case .claimed: "from_claimed_content"
    case .device: "app_types"
    case .source: "source"
    case .pinFormat: "pin_format"
    }
  }

  /// The API's words for a word; more than one are asked for apart and summed.
  public func apiWords(_ word: String) -> [String] {
    switch (self, word) {
    case (.contentType, _): [word.uppercased()]
    case (.claimed, "all"): ["BOTH"]
    case (.claimed, _): [word.uppercased()]
    case (.device, "desktop"): ["WEB"]
    case (.device, _): [word.uppercased()]
    case (.source, "yours"): ["YOUR_PINS"]
    case (.source, "others"): ["OTHER_PINS"]
    case (.pinFormat, "standard"): ["ORGANIC_IMAGE", "ADS_STANDARD"]
    case (.pinFormat, "product"): ["ORGANIC_PRODUCT", "ADS_PRODUCT"]
    case (.pinFormat, "video"): ["ORGANIC_VIDEO", "ADS_VIDEO"]
    case (.pinFormat, "idea"): ["ADS_IDEA"]
    default: ["ALL"]
    }
  }

  /// How the API is asked to split by it; none where it cannot, and is asked for each word apart.
  public var splitField: String? {
    switch self {
    case .contentType: nil
    case .claimed: "OWNED_CONTENT"
    case .device: "APP_TYPE"
    case .source: "SOURCE"
    case .pinFormat: "PIN_FORMAT"
    }
  }

  /// The word that a part of a split answer belongs to; a part that is new to us keeps its name.
  public func word(ofPart part: String) -> String {
    let name = part.uppercased()
    if let word = words.dropFirst().first(where: { apiWords($0).contains(name) }) { return word }
    switch (self, name) {
    case (.claimed, "OWNED"), (.claimed, "OWNED_CONTENT"), (.claimed, "TRUE"): return "claimed"
    case (.claimed, "NOT_OWNED"), (.claimed, "FALSE"): return "other"
    case (.device, "DESKTOP"): return "desktop"
    default: return name.lowercased()
    }
  }

  /// Which requests take it.
  public var endpoints: String {
    self == .device
      ? "`user_account/analytics`, `top_pins`, `top_video_pins`, `pins/analytics`"
      : "`user_account/analytics`, `top_pins`, `top_video_pins`"
  }

  public static let provenance = "Ads API 5.23, the parameters of the organic analytics"
}

extension InsightsFilters {
  /// What one request asks for: the API's word of every filter.
  public struct Wire: Hashable, Sendable {
    public var words: [InsightsFilter: String]

    public init(_ words: [InsightsFilter: String] = [:]) { self.words = words }

    /// All that single Pins can be narrowed to.
    public init(device: Device) {
      self.init([.device: InsightsFilter.device.apiWords(device.rawValue)[0]])
    }

    /// The parameters, without those that leave nothing out.
    public var query: [(name: String, value: String)] {
      InsightsFilter.allCases.compactMap { filter in
        guard let word = words[filter], word != filter.apiWords("all")[0] else { return nil }
        return (filter.parameter, word)
      }
    }
  }

  /// The requests whose answers sum up to the answer.
  public var wires: [Wire] {
    InsightsFilter.allCases.reduce([Wire()]) { wires, filter in
      wires.flatMap { wire in
        filter.apiWords(word(of: filter)).map { word in
          var wire = wire
          wire.words[filter] = word
          return wire
        }
      }
    }
  }
}
