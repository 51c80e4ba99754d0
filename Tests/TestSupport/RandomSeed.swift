import Foundation

/// The seed of a random test that draws once for all its rounds.
public enum RandomSeed {
  /// The test's own, or `PINPLAN_SEED`, which repeats a run; printed either way.
  public static func of(_ test: String, or own: UInt64) -> UInt64 {
    let seed = ProcessInfo.processInfo.environment["PINPLAN_SEED"].flatMap(UInt64.init) ?? own
    print("\(test): seed \(seed), PINPLAN_SEED=\(seed) repeats it")
    return seed
  }
}
