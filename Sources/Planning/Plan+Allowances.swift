import AdsModel
import Diagnostics

extension Plan {
  /// What the project itself lets through of the audiences that the plan makes or changes, for the history:
  /// lists of Apple's advertising ids.
  ///
  /// Nobody asks for these with `--override`, so they are not among the plan's overrides.
  public var allowances: [Override] {
    let allowed = diagnostics.filter {
      $0.code == .audienceIOSNotAllowed && $0.severity == .warning
    }.compactMap(\.address)
    guard !allowed.isEmpty else { return [] }
    let changed = Set(changes.lazy.filter { $0.action != .archive }.map(\.address.description))
    return allowed.filter(changed.contains).map {
      Override(code: .audienceIOSNotAllowed, reason: "allow_idfa: true in \($0)")
    }
  }
}
