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

extension PrivateValues {
  /// What an upload that is not over was begun with.
  public var begunUpload: BegunUpload? {
    get { self["begun"].flatMap { BegunUpload($0) } }
    set { self["begun"] = newValue?.description }
  }

  /// How many batches of an upload that is not over are done.
  public var uploadCount: Int {
    get { self["uploads"].flatMap { Int($0) } ?? 0 }
    set { self["uploads"] = newValue > 0 ? String(newValue) : nil }
  }

  /// What is left of them once an upload is over.
  public var uploaded: Self {
    var values = self
    values.begunUpload = nil
    values.uploadCount = 0
    return values
  }
}

/// The names of what the state keeps beside a list while an upload is not settled: whether those people
/// came, or went, nobody knows.
public enum MemberList {
  public static func coming(to list: String) -> String { list + "+" }

  public static func going(from list: String) -> String { list + "-" }

  /// How many are kept of a list and of those who may have come to it, where so many are kept of each.
  public static func count(of list: String, _ counts: [String: Int]) -> Int {
    (counts[list] ?? 0) + (counts[coming(to: list)] ?? 0)
  }

  /// A list with what is kept beside it.
  public static func names(of list: String) -> [String] {
    [list, coming(to: list), going(from: list)]
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
