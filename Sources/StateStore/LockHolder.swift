import AdsModel
import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Who holds the lock, with all it takes to tell later whether that process is dead.
public struct LockHolder: Hashable, Sendable {
  public var user: String
  public var host: String
  public var process: ProcessIdentity
  /// The CI run, where the environment names one.
  public var runURL: String?
  /// What the lock was taken for: `apply`, `state mv`.
  public var purpose: String
  public var acquiredAt: Instant

  public init(
    user: String, host: String, process: ProcessIdentity, runURL: String? = nil, purpose: String,
    acquiredAt: Instant
  ) {
    self.user = user
    self.host = host
    self.process = process
    self.runURL = runURL
    self.purpose = purpose
    self.acquiredAt = acquiredAt
  }
}

extension LockHolder {
  /// This process.
  public static func current(
    purpose: String, environment: [String: String] = ProcessInfo.processInfo.environment,
    now: Instant
  ) -> Self {
    Self(
      user: userName(in: environment), host: hostName, process: .current,
      runURL: runURL(in: environment), purpose: purpose, acquiredAt: now)
  }

  /// Who runs this; by number where the system has no name for the user, as in some containers.
  private static func userName(in environment: [String: String]) -> String {
    let id = geteuid()
    if let entry = getpwuid(id), let name = entry.pointee.pw_name.map({ String(cString: $0) }),
      !name.isEmpty
    {
      return name
    }
    let names = ["USER", "LOGNAME"].lazy.compactMap { environment[$0] }
    return names.first { !$0.isEmpty } ?? "uid \(id)"
  }

  /// This machine's name; Foundation's may ask the network for it.
  private static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The page of the CI run: GitHub Actions, GitLab, Buildkite, CircleCI, Jenkins.
  static func runURL(in environment: [String: String]) -> String? {
    if let server = environment["GITHUB_SERVER_URL"],
      let repository = environment["GITHUB_REPOSITORY"], let run = environment["GITHUB_RUN_ID"]
    {
      return "\(server)/\(repository)/actions/runs/\(run)"
    }
    let names = ["CI_JOB_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL", "BUILD_URL"]
    return names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  /// Whether its process has certainly ended; a holder on another host never has.
  public var isKnownDead: Bool {
    host == Self.hostName && process.isKnownDead(seenFrom: .current)
  }
}

extension LockHolder {
  /// No process has this number.
  private static let unknown: Int32 = -1

  /// Somebody of whom only words are known, those of a server.
  init(told words: String, now: Instant) {
    self.init(
      user: words, host: "",
      process: ProcessIdentity(
        pid: Self.unknown, startTime: nil, bootID: nil, machineID: nil, pidNamespace: nil),
      purpose: "", acquiredAt: now)
  }
}

extension LockHolder: CustomStringConvertible {
  /// `ana@runner-7 (apply, process 4711, https://ci.example/runs/9) since 2026-11-22T13:05:00Z`.
  public var description: String {
    if process.pid == Self.unknown { return user }
    let about = [purpose, "process \(process.pid)", runURL].compactMap(\.self)
    return "\(user)@\(host) (\(about.joined(separator: ", "))) since \(acquiredAt)"
  }
}
