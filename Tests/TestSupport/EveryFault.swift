import Foundation

/// How much a test tries that breaks an apply at each of its steps.
///
/// `make test` takes some of them, as each costs several applies; `make fault-matrix` asks for all.
public enum EveryFault {
  /// Whether everything is to be tried (`PINPLAN_EVERY_FAULT=1`).
  public static let isAsked = ProcessInfo.processInfo.environment["PINPLAN_EVERY_FAULT"] == "1"

  /// The steps to break at, of so many: each, or every third, even ones and odd ones in turn.
  public static func steps(below end: Int) -> [Int] {
    Array(stride(from: 0, to: end, by: isAsked ? 1 : 3))
  }
}
