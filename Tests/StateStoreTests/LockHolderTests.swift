import AdsModel
import Foundation
import Testing

@testable import StateStore

struct LockHolderTests {
  @Test func `this process is alive`() {
    let holder = LockHolder.current(purpose: "apply", environment: [:], now: .noon)
    #expect(!holder.isKnownDead)
    #expect(holder.process.pid == ProcessInfo.processInfo.processIdentifier)
    #expect(holder.process.startTime != nil)
    #expect(holder.process.bootID != nil)
    #expect(!holder.user.isEmpty && !holder.host.isEmpty)
  }

  @Test func `a process that has ended is dead`() {
    #expect(LockHolder.dead().isKnownDead)
  }

  @Test func `a number that another process has now is dead`() {
    var holder = LockHolder.alive()
    holder.process.startTime = "0"
    #expect(holder.isKnownDead)
  }

  @Test func `a process of before the restart is dead on the same machine only`() {
    var holder = LockHolder.alive()
    holder.process.bootID = "earlier"
    holder.process.machineID = "m"
    var observer = ProcessIdentity.current
    observer.machineID = "m"
    #expect(holder.process.isKnownDead(seenFrom: observer))
    observer.machineID = "n"
    #expect(!holder.process.isKnownDead(seenFrom: observer))
    observer.machineID = nil
    holder.process.machineID = nil
    #expect(!holder.process.isKnownDead(seenFrom: observer))
  }

  @Test func `who cannot be judged counts as alive`() {
    var holder = LockHolder.dead()
    holder.host = "another-host"
    #expect(!holder.isKnownDead)
    holder = LockHolder.dead()
    holder.process.bootID = nil
    #expect(!holder.isKnownDead)
    holder = LockHolder.dead()
    holder.process.pidNamespace = "pid:[1]"
    #expect(!holder.isKnownDead)
  }

  @Test func `the CI run is found where the environment names one`() {
    #expect(LockHolder.runURL(in: [:]) == nil)
    #expect(LockHolder.runURL(in: ["BUILD_URL": ""]) == nil)
    let github = [
      "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "northwind/ads",
      "GITHUB_RUN_ID": "42",
    ]
    #expect(
      LockHolder.runURL(in: github) == "https://github.com/northwind/ads/actions/runs/42")
    for name in ["CI_JOB_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL", "BUILD_URL"] {
      #expect(LockHolder.runURL(in: [name: "https://ci.example/1"]) == "https://ci.example/1")
    }
  }

  @Test func `a locked state names its holder and since when`() {
    #expect(
      StateError.locked(.elsewhere).description
        == """
        the state is locked by cleo@another-host (apply, process 4711, \
        https://ci.example/runs/9) since 2026-11-22T12:00:00Z; wait until it is done, or, if it \
        is gone for good, free the lock with `pinplan state unlock --force`
        """)
    #expect(StateError.locked(.elsewhere).exitCode == 3)
  }
}
