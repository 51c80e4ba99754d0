/// Whom an ad group's ads are shown to; an empty list does not restrict.
public struct Targeting: Hashable, Sendable {
  /// Countries, regions or metros, as Pinterest codes them (`GB`, `US-CA`).
  public var locations: [String] = []
  public var languages: [String] = []
  public var genders: [Gender] = []
  public var ages: [AgeBucket] = []
  public var devices: [Device] = []
  public var interests: [String] = []
  /// Keys of audiences.
  public var includedAudiences: [String] = []
  public var excludedAudiences: [String] = []

  public init() {}

  public var isEmpty: Bool {
    locations.isEmpty && languages.isEmpty && genders.isEmpty && ages.isEmpty && devices.isEmpty
      && interests.isEmpty && includedAudiences.isEmpty && excludedAudiences.isEmpty
  }
}
