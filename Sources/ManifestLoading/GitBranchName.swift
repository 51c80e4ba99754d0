/// What git takes as the name of a branch (git-check-ref-format).
enum GitBranchName {
  static func isValid(_ name: String) -> Bool {
    guard !name.isEmpty, name != "@", !name.hasPrefix("-"), !name.hasSuffix("."),
      !name.contains(".."), !name.contains("@{")
    else { return false }
    let isPlain = name.unicodeScalars.allSatisfy { sign in
      sign.value > 0x20 && sign.value != 0x7F && !"~^:?*[\\".unicodeScalars.contains(sign)
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return isPlain
      && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.hasSuffix(".lock") }
  }
}
