import Documents
import Foundation
import Planning

/// Reads a saved plan from disk.
enum PlanFile {
  /// The most that a plan file may hold: ten times the plan of 100,000 new ad groups.
  private static let bytes = 2 << 30

  static func read(_ path: String) throws(PlanFileError) -> Plan {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw .unreadable(String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .unreadable("it is a folder") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable("it is no file but a pipe, a socket or a device")
    }
    guard access(path, R_OK) == 0 else { throw .unreadable(String(cString: strerror(errno))) }
    guard status.st_size <= bytes else { throw .damaged("it is too large to be one") }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw .unreadable("its bytes cannot be had")
    }
    return try PlanDocument.decode(Array(data))
  }
}
