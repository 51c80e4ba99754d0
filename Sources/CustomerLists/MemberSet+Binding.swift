extension MemberSet {
  /// The same people in the order of another key, or of none.
  public func keyed(by other: ListKey?) -> MemberSet {
    guard key?.identity != other?.identity else { return self }
    var collector = MemberCollector(key: other)
    if let kind { visit { collector.append($0, kind) } }
    return collector.finish()
  }

  /// Whether a plan that was bound so was bound to these people, whether or not there was a key by then.
  public func isBound(by binding: String) -> Bool {
    let own = key
    if !binding.hasPrefix(Self.keyedPrefix) { rekey(to: nil) }
    defer { rekey(to: own) }
    return self.binding == binding
  }
}
