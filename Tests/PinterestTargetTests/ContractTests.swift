import AdsModel
import Applying
import PinterestAPI
import TestSupport
import Testing

@testable import PinterestTarget

/// The contract of targets, held against an ad account of the emulator.
struct ContractTests {
  private let emulator: EmulatorProcess

  init() throws {
    emulator = try EmulatorProcess(
      EmulatorExecutable.url(),
      options: ["--now", "2026-11-22T10:00:00Z"])
    // The scenarios have a budget for each ad group.
    try emulator.ask("PATCH", "settings", #"{"ad_group_budgets": true}"#)
  }

  private var contract: TargetContract {
    let environment = emulator.environment
    return TargetContract { _ in
      let connection = try await PinterestAPI.connect(
        account: "549755885175", environment: environment, now: ApplyScene.now, version: "0")
      return PinterestTarget(
        PinterestAccount(connection.client, id: "549755885175", timing: .immediate))
    }
  }

  @Test func `resources are created, changed, taken out and replaced`() async throws {
    try await contract.lives()
  }

  @Test func `what was applied is observed`() async throws {
    try await contract.observesWhatIsStored()
  }

  @Test func `what was never sent is found not to have happened`() async throws {
    try await contract.settlesWhatWasNeverSent()
  }

  @Test func `what happened unseen is found and not done again`() async throws {
    try await contract.adoptsWhatHappened()
  }
}
