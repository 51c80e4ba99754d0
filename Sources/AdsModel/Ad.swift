/// A Pin that is paid for.
public struct Ad: Resource, Hashable {
  public static let kind = ResourceKind.ad

  /// A parameter appended to the destination, in the order written.
  public struct TrackingParam: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
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

  public func put(into sink: inout FieldSink) {
    sink.put(.pin, .text(pin))
    if let name { sink.put(.name, .text(name)) }
    sink.put(.status, .text(status.rawValue))
    if let destinationURL { sink.put(.destinationURL, .text(destinationURL)) }
    sink.put(.trackingParams, list: trackingParams.map { $0.name + "=" + $0.value })
    if let preventArchive { sink.put(.preventArchive, .flag(preventArchive)) }
  }
}
