import AdsModel
import Foundation
import Planning

/// The id of a lock, which tells on the machine of its holder whether that is dead.
///
/// A server tells no more of a lock than its id, and a process that is killed right after it took the lock has
/// said nothing anywhere else.
enum LockID {
  /// A new one: `UUID.PID.START.MACHINE`, the last a digest.
  static func make(for holder: LockHolder) -> String {
    let process = holder.process
    return [
      UUID().uuidString.lowercased(), "\(process.pid)", process.startTime ?? "",
      machine(process, holder.host),
    ].joined(separator: "~")
  }

  /// Whether it was made by a process of this machine that has certainly ended.
  static func isOfDeadProcess(_ id: String) -> Bool {
    let parts = id.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
    let here = LockHolder.current(purpose: "", now: Instant(secondsSince1970: 0))
    guard parts.count == 4, let pid = Int32(parts[1]),
      parts[3] == machine(here.process, here.host)
    else { return false }
    var process = here.process
    process.pid = pid
    process.startTime = parts[2].isEmpty ? nil : parts[2]
    return process.isKnownDead(seenFrom: here.process)
  }

  private static func machine(_ process: ProcessIdentity, _ host: String) -> String {
    let facts = [host, process.bootID, process.machineID, process.pidNamespace].map { $0 ?? "" }
    return String(Digest.sha256(Array(facts.joined(separator: "\n").utf8)).prefix(16))
  }
}
