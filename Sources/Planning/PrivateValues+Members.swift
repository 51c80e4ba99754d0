import AdsModel

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

extension StoredResource {
  /// The lists that belong to it: its own, and that of the copy that it replaces.
  public var memberLists: [String] { [privateValues, replacedValues].compactMap(\.memberList) }
}

extension StoredState {
  /// The lists of what is stored, or being made, at an address; none where nothing is.
  public func memberLists(at address: Address) -> [String]? {
    let resource = resources.first { $0.address == address }
    let creation = unfinished.first { $0.address == address }
    guard resource != nil || creation != nil else { return nil }
    return (resource?.memberLists ?? []) + [creation?.privateValues.memberList].compactMap(\.self)
  }
}
