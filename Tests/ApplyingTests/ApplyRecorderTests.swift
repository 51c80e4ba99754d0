import ManifestLoading
import ManifestModel
import Planning
import StateStore
import TestSupport
import Testing

@testable import Applying

/// What may be sent when the state can no longer be written.
struct ApplyRecorderTests {
  private static let manifest = Project.load(
    .memory([
      "pinplan.yaml": """
      version: 1
      account: { name: n, country: GB }
      campaigns:
        spring: { objective: traffic }
        autumn: { objective: traffic }

      """
    ])
  ).manifest

  @Test func `after a later deadline that could not be stored no new operation is handed out`()
    async throws
  {
    let scene = try ApplyScene()
    let session = try scene.open(Self.manifest)
    var recorder = ApplyRecorder(
      MortalSession(session, KillSwitch(at: 0)), now: ApplyScene.now, progress: { _ in })
    var ledger = ApplyLedger(
      plan: try scene.plan(Self.manifest), state: session.state, isRemote: true)
    let deadline = EffectDeadline(recorded: FakeMachine().now(), span: .seconds(1))
    var failures: [String] = []
    do throws(StateError) {
      try await recorder.extend([0], until: deadline)
    } catch {
      failures.append(error.description)
    }
    let intents = ledger.intents(of: ledger.prepare([1], ids: []), until: deadline)
    do throws(StateError) {
      try await recorder.record(intending: intents, in: &ledger)
    } catch {
      failures.append(error.description)
    }
    #expect(failures == Array(repeating: StateError.lockLost(place: "dead").description, count: 2))
    try await session.close()
  }
}
