import AdsModel
import Foundation
import Planning

/// The id of a lock, which tells on the machine of its holder whether that is dead, and whose CI run it was.
///
/// A server tells no more of a lock than its id, and a process that is killed right after it took the lock has
/// said nothing anywhere else.
enum LockID {
  /// A new one: `UUID~PID~START~MACHINE~RUN`, the last two digests.
  static func make(for holder: LockHolder) -> String {
    let process = holder.process
    return [
      UUID().uuidString.lowercased(), "\(process.pid)", process.startTime ?? "",
      machine(process, holder.host), holder.runURL.map(digits) ?? "",
    ].joined(separator: "~")
  }

  /// Whether it was made by a process of this machine that has certainly ended.
  static func isOfDeadProcess(_ id: String) -> Bool {
    let parts = parts(id)
    let here = LockHolder.current(purpose: "", now: Instant(secondsSince1970: 0))
    guard parts.count == 5, let pid = Int32(parts[1]),
      parts[3] == machine(here.process, here.host)
    else { return false }
    var process = here.process
    process.pid = pid
    process.startTime = parts[2].isEmpty ? nil : parts[2]
    return process.isKnownDead(seenFrom: here.process)
  }

  /// Whether it was made in a CI run, by that one's address.
  static func isOfRun(_ url: String, _ id: String) -> Bool {
    let parts = parts(id)
    return parts.count == 5 && parts[4] == digits(url)
  }

  private static func machine(_ process: ProcessIdentity, _ host: String) -> String {
    let facts = [host, process.bootID, process.machineID, process.pidNamespace].map { $0 ?? "" }
    return digits(facts.joined(separator: "\n"))
  }

  private static func parts(_ id: String) -> [String] {
    id.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
  }

  private static func digits(_ text: String) -> String {
    String(Digest.sha256(Array(text.utf8)).prefix(16))
  }
}
