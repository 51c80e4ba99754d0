import Diagnostics
import Outcomes

extension StateBackend {
  /// Holds everything that is stored against all that is known of it, and the place against what a state
  /// needs of one; changes nothing.
  public func check() async -> StateCheck {
    do throws(StateError) {
      guard let document = try await snapshot() else { return StateCheck() }
      var findings = document.findings
      // Who holds the lock may be writing; what is tried under it is not worth a disturbance.
      if try await refusesStaleWrites() == false {
        findings.append(
          StateFinding(
            .staleWrite, .error,
            """
            a write by somebody who lost the lock is taken in \(place), so two applies at once would write \
            over each other; keep the state where that is refused
            """))
      }
      return StateCheck(findings)
    } catch {
      return StateCheck([StateFinding(.integrity, .error, error.description)])
    }
  }
}
