import AdsModel
import ArgumentParser
import Diagnostics
import Foundation
import ManifestModel
import Rendering

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a project that plans cleanly.",
    discussion:
      "Writes pinplan.yaml, a campaign to start from, and a .gitignore; never over a file.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions<PlainText>

  @Option(help: "The account's name.")
  var name = "my-shop"

  @Option(help: "The account's country: \(Market.allCases.map(\.rawValue).joined(separator: " ")).")
  var country = Market.us.rawValue

  func validate() throws {
    if Market(rawValue: country) == nil {
      let known = Market.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--country has no value \(quoted(country)); it takes \(known)")
    }
    if !Address.isKey(name) {
      throw ValidationError(
        "--name \(quoted(name)) cannot be a key; use lower-case letters, digits, - and _")
    }
  }

  func run() throws {
    guard let market = Market(rawValue: country) else { return }
    guard access(common.path(Project.rootFile), F_OK) != 0 else {
      throw Failure(
        .outputUnwritable,
        "\(common.path(Project.rootFile)) is there already; nothing was written", exit: .refused)
    }
    let starter = StarterProject(name: name, market: market)
    do {
      for folder in [common.directory, common.path("campaigns")] {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
    } catch {
      throw unwritable(error.localizedDescription)
    }
    var written: [String] = []
    do throws(OutputFile.Failure) {
      for (file, text) in starter.files where access(common.path(file), F_OK) != 0 {
        try OutputFile.create(common.path(file), with: text)
        written.append(file)
      }
      if try ignoreState() { written.append(".gitignore") }
    } catch {
      throw unwritable(error.reason)
    }
    try common.reporter(output).show(
      PlainText(
        "Wrote \(written.joined(separator: ", ")).\nNext: pinplan plan, then pinplan apply.\n"))
  }

  private func unwritable(_ reason: String) -> Failure {
    Failure(
      .outputUnwritable, "the project could not be written: \(reason)", exit: .refused)
  }

  /// Keeps the state out of git, but for what says which state it is; whether that had to be written.
  private func ignoreState() throws(OutputFile.Failure) -> Bool {
    let path = common.path(".gitignore")
    let old = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    guard !old.split(separator: "\n").contains(where: { $0.hasPrefix(".pinplan") }) else {
      return false
    }
    let gap = old.isEmpty || old.hasSuffix("\n") ? "" : "\n"
    try OutputFile.replace(
      path, with: Array((old + gap + ".pinplan/*\n!.pinplan/state.json\n").utf8))
    return true
  }
}
