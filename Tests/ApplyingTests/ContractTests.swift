import Applying
import Planning
import StateStore
import TestSupport
import Testing

/// The contract of targets, held against the ones that need no network.
struct ContractTests {
  enum Kind: CaseIterable { case local, memory }

  private func contract(_ kind: Kind) -> TargetContract {
    let memory = MemoryTarget()
    return TargetContract { session in
      switch kind {
      case .local: LocalTarget()
      case .memory: memory
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `resources are created, changed, taken out and replaced`(_ kind: Kind) async throws {
    try await contract(kind).lives()
  }

  @Test(arguments: Kind.allCases)
  func `what was applied is observed`(_ kind: Kind) async throws {
    try await contract(kind).observesWhatIsStored()
  }

  @Test(arguments: Kind.allCases)
  func `what was never sent is found not to have happened`(_ kind: Kind) async throws {
    try await contract(kind).settlesWhatWasNeverSent()
  }

  @Test func `what happened unseen is found and not done again`() async throws {
    try await contract(.memory).adoptsWhatHappened()
  }
}
