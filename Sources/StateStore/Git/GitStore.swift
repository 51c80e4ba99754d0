import AdsModel
import Foundation

/// A branch of the project's `origin`, with one commit a write and a file for each state.
///
/// The branch is fetched into a repository of its own, so nothing of the project's checkout changes.
/// Whoever pushes on the commit that was read wins; a push that is turned away for another one has lost
/// the race, which is no error of anybody.
actor GitStore: DocumentStore {
  nonisolated let place: String
  private let project: String
  private let branch: String
  private let file: String
  private let workspace: String
  private let environment: [String: String]
  private let patience: Duration
  private var repository: GitRepository?
  /// The branch as last seen; none when there was none.
  private var seen: GitRepository.Branch?

  /// How often somebody else's write to another file of the branch is built upon.
  private static let attempts = 8

  /// `workspace` names one state of several on the branch; `patience` is how long the server may take.
  init(
    project: String, branch: String, workspace: String,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    patience: Duration = .seconds(120)
  ) {
    place = "branch \(branch) of origin"
    self.project = project
    self.branch = branch
    self.workspace = workspace
    file = GitBranchFiles.name(of: workspace)
    self.environment = environment
    self.patience = patience
  }

  func read() async throws(StateError) -> KeptBytes? {
    let repository = try await opened()
    seen = try await repository.fetch(branch, file)
    return seen?.kept
  }

  func swap(
    _ bytes: [UInt8], for version: String?, _ note: WriteNote
  ) async throws(StateError) -> SwapResult {
    let repository = try await opened()
    for _ in 0..<Self.attempts {
      let before = seen
      guard before?.kept?.version == version else { return .raced }
      let next = try await repository.commit(
        bytes, as: file, on: before?.tip, with: try await pages(note, in: repository),
        saying: GitBranchFiles.message(note, of: workspace), by: note)
      let push = try await repository.push(next.tip, to: branch, over: before?.tip)
      guard case .failed(let words, let isTurnedAway) = push else {
        return stored(next)
      }
      // Whatever was said, what the branch is at now decides.
      do throws(StateError) {
        seen = try await repository.fetch(branch, file)
      } catch {
        throw .store(place, .unconfirmed(words))
      }
      if seen?.tip == next.tip { return stored(next) }
      if seen?.tip == before?.tip {
        throw .store(place, isTurnedAway ? .refused(words) : .unreachable(words))
      }
    }
    throw .busy(place: place)
  }

  func refusesStaleSwap(_ kept: KeptBytes) async throws(StateError) -> Bool {
    let repository = try await opened()
    seen = try await repository.fetch(branch, file)
    guard let before = seen else { throw .store(place, .missing) }
    let note = WriteNote(
      "check", by: .current(purpose: "state check", now: Instant(secondsSince1970: 0)),
      at: Instant(secondsSince1970: 0))
    let next = try await repository.commit(
      kept.bytes, as: file, on: before.tip, with: [:],
      saying: GitBranchFiles.message(note, of: workspace), by: note)
    // The commit is nowhere yet, so the branch cannot be at it.
    let push = try await repository.push(next.tip, to: branch, over: next.tip)
    guard case .failed(let words, let isTurnedAway) = push else { return false }
    guard isTurnedAway else { throw .store(place, .unreachable(words)) }
    return true
  }

  private func stored(_ next: GitRepository.Branch) -> SwapResult {
    seen = next
    return .stored(version: next.kept?.version ?? "")
  }

  /// What the branch says of itself, beside the states.
  private func pages(
    _ note: WriteNote, in repository: GitRepository
  ) async throws(StateError) -> [String: String] {
    var pages = [GitBranchFiles.readme: GitBranchFiles.readmeText]
    if note.isMilestone {
      var history: [UInt8] = []
      if let tip = seen?.tip {
        history = try await repository.bytes(of: GitBranchFiles.history, at: tip) ?? []
      }
      pages[GitBranchFiles.history] = GitBranchFiles.history(history, adding: note, of: workspace)
    }
    return pages
  }

  private func opened() async throws(StateError) -> GitRepository {
    if let repository { return repository }
    let made = try await GitRepository(
      besides: project, place: place, environment: environment, patience: patience)
    repository = made
    return made
  }
}
