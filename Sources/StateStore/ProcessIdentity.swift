import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One run of one process on one machine: a number alone is given out again.
public struct ProcessIdentity: Hashable, Sendable {
  public var pid: Int32
  /// When the process started, in the system's own unit; only compared.
  public var startTime: String?
  /// Changes with every start of the machine.
  public var bootID: String?
  /// Stays through restarts.
  public var machineID: String?
  /// Processes see each other's numbers only within one; containers have their own.
  public var pidNamespace: String?

  public init(
    pid: Int32, startTime: String?, bootID: String?, machineID: String?, pidNamespace: String?
  ) {
    self.pid = pid
    self.startTime = startTime
    self.bootID = bootID
    self.machineID = machineID
    self.pidNamespace = pidNamespace
  }

  /// Whether the process has certainly ended; anything that cannot be told counts as alive.
  func isKnownDead(seenFrom observer: Self) -> Bool {
    guard let bootID, let seen = observer.bootID, pidNamespace == observer.pidNamespace
    else { return false }
    if bootID != seen {
      // Restarted, unless it is a machine of the same name.
      return machineID != nil && machineID == observer.machineID
    }
    switch Self.status(of: pid) {
    case .gone: return true
    case .running(let started): return startTime != nil && started != nil && started != startTime
    }
  }

  enum RunStatus: Equatable {
    case gone
    /// None when the system does not tell.
    case running(since: String?)
  }

  private static func exists(_ pid: Int32) -> Bool { kill(pid, 0) == 0 || errno != ESRCH }
}

#if os(Linux)
  extension ProcessIdentity {
    public static var current: Self {
      let pid = getpid()
      var startTime: String?
      if case .running(let since) = status(of: pid) { startTime = since }
      return Self(
        pid: pid, startTime: startTime, bootID: line(of: "/proc/sys/kernel/random/boot_id"),
        machineID: line(of: "/etc/machine-id"),
        pidNamespace: try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/ns/pid"))
    }

    /// Reads `/proc/PID/stat`: after the name in parentheses come the state and, as field 22 of
    /// all, the start in clock ticks since boot.
    static func status(of pid: Int32) -> RunStatus {
      guard let stat = line(of: "/proc/\(pid)/stat"), let name = stat.lastIndex(of: ")")
      else { return exists(pid) ? .running(since: nil) : .gone }
      let fields = stat[name...].split(separator: " ")
      guard fields.count > 20 else { return .running(since: nil) }
      // A zombie only waits for its parent to notice.
      return fields[1] == "Z" || fields[1] == "X" ? .gone : .running(since: String(fields[20]))
    }

    private static func line(of path: String) -> String? {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
      let line = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return line.isEmpty ? nil : line
    }
  }
#else
  extension ProcessIdentity {
    public static var current: Self {
      let pid = getpid()
      var startTime: String?
      if case .running(let since) = status(of: pid) { startTime = since }
      return Self(
        pid: pid, startTime: startTime, bootID: systemText("kern.bootsessionuuid"),
        machineID: systemText("kern.uuid"), pidNamespace: nil)
    }

    static func status(of pid: Int32) -> RunStatus {
      var info = proc_bsdinfo()
      let size = Int32(MemoryLayout<proc_bsdinfo>.size)
      guard proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, &info, size) == size
      else { return exists(pid) ? .running(since: nil) : .gone }
      if info.pbi_status == UInt32(SZOMB) { return .gone }
      return .running(since: "\(info.pbi_start_tvsec).\(info.pbi_start_tvusec)")
    }

    private static func systemText(_ name: String) -> String? {
      var size = 0
      guard sysctlbyname(name, nil, &size, nil, 0) == 0, size > 1 else { return nil }
      var buffer = [UInt8](repeating: 0, count: size)
      guard sysctlbyname(name, &buffer, &size, nil, 0) == 0 else { return nil }
      return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
#endif
