extension StringProtocol {
  /// Whether this is one decimal digit or more, and nothing else.
  var isDigits: Bool { !isEmpty && utf8.allSatisfy { (48...57).contains($0) } }
}
