extension Fields {
  /// Whether the resource may not be archived; none when it was never said.
  public var preventArchive: Bool? {
    if case .flag(let flag)? = self[.preventArchive] { flag } else { nil }
  }
}
