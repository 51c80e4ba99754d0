import Foundation

/// A Pin that is paid for.
public struct Ad: Hashable {
  public static let kind = ResourceKind.ad
  public var label: String? { name }

  /// A parameter appended to the destination, in the order written.
  public struct TrackingParam: Hashable, Sendable {
    /// `name=value`; a name has no `=`, a value may.
    public let text: String

    public init(name: String, value: String) { text = name + "=" + value }

    /// Takes what is stored; without a `=` all of it is the name.
    fileprivate init(stored text: String) { self.text = text }

    // By bytes: what follows the sign may combine with it.
    public var name: String { String(Substring(text.utf8[..<sign])) }
    public var value: String { String(Substring(text.utf8[sign...].dropFirst())) }

    private var sign: String.Index { text.utf8.firstIndex(of: UInt8(ascii: "=")) ?? text.endIndex }

    /// Whether there may be a macro in it, or the half of one; most have none.
    public var hasBraces: Bool {
      let (opening, closing) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
      let found = text.utf8.withContiguousStorageIfAvailable { bytes in
        guard let start = bytes.baseAddress else { return false }
        return memchr(start, Int32(opening), bytes.count) != nil
          || memchr(start, Int32(closing), bytes.count) != nil
      }
      return found ?? text.utf8.contains { $0 == opening || $0 == closing }
    }
  }

  /// The Pin's id, digits kept as text; fixed when the ad is created.
  public var pin: String
  public var name: String?
  public var status: Status
  /// None: the Pin's own link.
  public var destinationURL: String?
  public var trackingParams: [TrackingParam]
  public var preventArchive: Bool?

  public init(pin: String) {
    self.pin = pin
    status = .active
    trackingParams = []
  }
}

extension Ad: CataloguedResource {
  public static let blank = Ad(pin: "")

  public static let properties: [Property<Ad>] = [
    .text(
      .pin, "The Pin's id in quotes, or its URL; fixed once created.", type: .pin,
      leftOut: .refused(hint: "write `pin:` with the Pin's id in quotes, or its URL"),
      isFixed: true, get: { $0.pin }, set: { $0.pin = $1 }),
    .text(
      .name, "What people call it; the key is the identity.", get: { $0.name },
      set: { $0.name = $1 }),
    .word(
      .status, "Whether it runs. archived is permanent.", leftOut: .word("active"), spend: .running,
      get: { $0.status }, set: { $0.status = $1 }),
    .text(
      .destinationURL, "Where a click leads; the Pin's own link when left out.", type: .url,
      get: { $0.destinationURL }, set: { $0.destinationURL = $1 }),
    .texts(
      .trackingParams, "Appended to the destination in this order.", type: .pairs,
      get: { $0.trackingParams.map(\.text) },
      set: { $0.trackingParams = $1.map(TrackingParam.init(stored:)) }),
    .preventArchive(get: { $0.preventArchive }, set: { $0.preventArchive = $1 }),
  ]
}

extension Ad {
  static let mapping = FieldMapping(
    kind, "an ad",
    keys: ["pin", "name", "destination_url", "tracking_params", "status", "lifecycle"])
}
