import Documents

/// The version of pinplan, as plans and the history record it.
enum Version {
  static let current = PinplanVersion.current
}
