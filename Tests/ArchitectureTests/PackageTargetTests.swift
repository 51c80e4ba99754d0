import Testing

/// Holds what `CONTRIBUTING.md` says of the targets to what `Package.swift` declares.
struct PackageTargetTests {
  let targets: PackageTargets

  init() throws { targets = try PackageTargets() }

  /// What a target only runs, so that nothing imports it.
  private static let run: Set<String> = ["pinplan", "pinterest-emulator"]

  @Test func `the package is read whole`() {
    #expect(targets["Planning"]?.dependencies.contains("ManifestModel") == true)
    #expect(targets["Planning"]?.dependencies.contains("Crypto") == true)
    #expect(targets.reached(from: "PinplanCLI").contains("CLibYAML"))
    #expect(targets.all.contains { $0.name == "GoldenTests" && $0.isForTests })
  }

  @Test func `there are at most 24 targets beside those for tests`() {
    let names = targets.all.filter { !$0.isForTests }.map(\.name)
    #expect(names.count <= 24, "\(names)")
  }

  @Test func `a target depends on targets above it`() {
    var above: Set<String> = []
    let known = Set(targets.all.map(\.name))
    for target in targets.all {
      let below = target.dependencies.filter { known.contains($0) && !above.contains($0) }
      #expect(below.isEmpty, "\(target.name) depends on \(below)")
      above.insert(target.name)
    }
  }

  @Test(arguments: ["ManifestModel", "Planning", "Outcomes", "Rules", "StateStore", "Applying"])
  func `what knows values alone reaches no text and no client`(_ name: String) throws {
    let text = ["CLibYAML", "YAMLSyntax", "ManifestLoading", "ManifestWriting", "Documents"]
    let clients = ["PinterestAPI", "PinterestTarget", "AsyncHTTPClient"]
    let reached = targets.reached(from: name).union(try targets[name]?.imports() ?? [])
    #expect(!reached.isEmpty)
    #expect(reached.isDisjoint(with: text + clients), "\(name) reaches \(reached.sorted())")
  }

  @Test func `the emulator imports nothing of ours`() {
    let ours = Set(targets.all.map(\.name))
    #expect(targets.reached(from: "PinterestEmulator").isDisjoint(with: ours))
  }

  @Test func `a target imports what it declares, and all of it`() throws {
    let known = Set(targets.all.flatMap { [$0.name] + $0.dependencies }.map(PackageTarget.module))
    for target in targets.all {
      let imports = try target.imports().intersection(known)
      let declared = Set(target.dependencies.map(PackageTarget.module))
      let run = target.isForTests ? Set(Self.run.map(PackageTarget.module)) : []
      let unused = declared.subtracting(imports).subtracting(run)
      #expect(unused.isEmpty, "\(target.name) declares \(unused.sorted()) and imports none of it")
      let undeclared = imports.subtracting(declared)
      #expect(undeclared.isEmpty, "\(target.name) imports \(undeclared.sorted()) undeclared")
    }
  }
}
