extension PrivateValues {
  /// The name under which the state keeps who was uploaded; none where it keeps nobody.
  ///
  /// It is a text that nothing else has, and stays through moves and renames. What no stored resource
  /// and nothing unfinished names any more is forgotten.
  public var memberList: String? {
    get { self["members"] }
    set { self["members"] = newValue }
  }
}
