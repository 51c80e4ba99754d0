import Diagnostics
import Foundation

/// The folder that keeps what a job made of one project; none where nobody asked for it.
struct KeptFiles {
  enum Name: String, CaseIterable {
    case plan = "plan.json"
    case page = "report.html"
    case report = "report.md"
    case sarif = "report.sarif"
    case quality = "code-quality.json"
    case result = "result.md"
    case document = "result.json"
    case events = "events.ndjson"

    static let ofPlan: [Self] = [.plan, .page, .report, .sarif, .quality]
    static let ofApply: [Self] = [.result, .document, .events]
  }

  private let common: CommonOptions
  private let folder: String?

  /// Refuses a folder where a file of it would write over a project's; clears it of what an earlier run
  /// left, so that nothing there is of another plan.
  init(_ ci: CIOptions, _ common: CommonOptions, _ names: [Name]) throws {
    self.common = common
    let name = common.checkout.project ?? "."
    folder = ci.output.map { ci.all == nil || name == "." ? $0 : "\($0)/\(name)" }
    guard let folder else { return }
    let isNew = access(folder, F_OK) != 0
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    do {
      try common.check(names.map { Output("--output", "\(folder)/\($0.rawValue)") })
    } catch {
      if isNew { rmdir(folder) }
      throw error
    }
    for name in names { unlink("\(folder)/\(name.rawValue)") }
  }

  var isThere: Bool { folder != nil }

  func path(_ name: Name) -> String? { folder.map { "\($0)/\(name.rawValue)" } }

  /// Writes a file, where files are kept.
  func write(_ bytes: [UInt8]?, _ name: Name) throws(Failure) {
    guard let bytes, let path = path(name) else { return }
    try common.write(bytes, to: "--output", path)
  }
}
