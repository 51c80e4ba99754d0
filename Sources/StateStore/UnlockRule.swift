/// Whose lock is to be freed.
public enum UnlockRule: Hashable, Sendable {
  /// That of a holder that is known to be gone; anybody else's is refused.
  case gone
  /// Whoever holds it: the next write of one that is alive fails.
  case anybody
  /// That of a CI run, by its address; anybody else's is left alone without a word.
  case run(String)
}
