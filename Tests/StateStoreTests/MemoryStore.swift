import Foundation
import TestSupport

@testable import StateStore

/// A document that is kept in memory: the least that a store has to do.
final class MemoryDocumentStore: DocumentStore, @unchecked Sendable {
  let place = "memory"
  private let lock = NSLock()
  private var kept: KeptBytes?
  /// What was said of the writes, oldest first.
  private var log: [WriteNote] = []

  init(_ kept: KeptBytes? = nil) { self.kept = kept }

  var contents: KeptBytes? { lock.withLock { kept } }
  var notes: [WriteNote] { lock.withLock { log } }

  /// What somebody else leaves there.
  func put(_ bytes: [UInt8]) {
    lock.withLock { kept = KeptBytes(bytes: bytes, version: "\(bytes.hashValue)") }
  }

  func read() -> KeptBytes? { contents }

  /// Whether it takes whatever comes.
  var isCareless = false

  func refusesStaleSwap(_ kept: KeptBytes) -> Bool { !isCareless }

  func swap(_ bytes: [UInt8], for version: String?, _ note: WriteNote) -> SwapResult {
    lock.withLock {
      guard kept?.version == version else { return .raced }
      let next = "\((version.flatMap { Int($0) } ?? 0) + 1)"
      kept = KeptBytes(bytes: bytes, version: next)
      log.append(note)
      return .stored(version: next)
    }
  }
}
