import Foundation
import TestSupport
import Testing

/// A target as `Package.swift` declares it, and what its files import.
struct PackageTarget: Sendable, CustomTestStringConvertible {
  let name: String
  let isForTests: Bool
  /// What it declares: targets, and products of other packages.
  let dependencies: [String]
  /// Relative to the repository's root.
  let folder: String

  var testDescription: String { name }

  /// As a file imports it.
  static func module(_ name: String) -> String { name.replacing("-", with: "_") }

  /// The modules that its files import.
  func imports() throws -> Set<String> {
    var modules: Set<String> = []
    for file in Repository.files(below: folder, named: { $0.hasSuffix(".swift") }) {
      for line in try Repository.text(file).split(separator: "\n") {
        // What is compiled under a condition stands further in.
        let line = line.trimmingPrefix { $0 == " " }
        guard line.hasPrefix("import ") || line.hasPrefix("@testable import "),
          let module = line.split(separator: " ").last
        else { continue }
        modules.insert(String(module))
      }
    }
    return modules
  }
}

/// The targets of this package in the order in which `Package.swift` declares them.
struct PackageTargets {
  let all: [PackageTarget]

  init() throws {
    let manifest = try Repository.text("Package.swift")
    let beginnings = [".systemLibrary(", ".target(", ".executableTarget(", ".testTarget("]
    // Each piece is one call, up to the next: the text is this package's own and plain.
    let list = manifest[(manifest.range(of: "  targets: [\n")?.upperBound ?? manifest.endIndex)...]
    var pieces: [(kind: String, text: String)] = []
    for line in list.split(separator: "\n") {
      let text = line.trimmingPrefix { $0 == " " }
      if let kind = beginnings.first(where: text.hasPrefix), line.hasPrefix("    .") {
        pieces.append((kind, String(text)))
      } else if !pieces.isEmpty {
        pieces[pieces.count - 1].text += " " + text
      }
    }
    all = pieces.compactMap { Self.target($0.kind, $0.text) }
  }

  private static func target(_ kind: String, _ text: String) -> PackageTarget? {
    guard let name = quoted(text.components(separatedBy: "name: ").dropFirst().first).first
    else { return nil }
    let path = quoted(text.components(separatedBy: "path: ").dropFirst().first).first
    let isForTests = kind == ".testTarget(" || path?.hasPrefix("Tests/") == true
    let list = text.components(separatedBy: "dependencies: [").dropFirst().first ?? ""
    let dependencies = list.components(separatedBy: "]")[0]
      .components(separatedBy: ",").filter { !$0.contains("package: ") }
      .flatMap { quoted($0) }
    return PackageTarget(
      name: name, isForTests: isForTests, dependencies: dependencies,
      folder: path ?? (isForTests ? "Tests/" : "Sources/") + name)
  }

  /// The texts in double quotes.
  private static func quoted(_ text: String?) -> [String] {
    let parts = (text ?? "").components(separatedBy: "\"")
    return stride(from: 1, to: parts.count - 1, by: 2).map { parts[$0] }
  }

  subscript(name: String) -> PackageTarget? { all.first { $0.name == name } }

  /// All that a target depends on, directly or through others.
  func reached(from name: String) -> Set<String> {
    var reached: Set<String> = []
    var open = [name]
    while let next = open.popLast() {
      for dependency in self[next]?.dependencies ?? []
      where reached.insert(dependency).inserted { open.append(dependency) }
    }
    return reached
  }
}
