import Diagnostics
import ManifestLoading
import ManifestModel
import Testing

struct ProjectTests {
  private static let root = "version: 1\naccount: { name: northwind-uk, country: GB }\n"

  /// A folder whose files are as large, or as hard to read, as a test says.
  private static func folder(
    sizes: [String: Int] = [:], unreadable: Set<String> = [], _ files: [String: String]
  ) -> ProjectFolder {
    let memory = ProjectFolder.memory(files)
    return ProjectFolder(
      list: { (folder) throws(ProjectFolder.ReadingError) in
        guard !unreadable.contains(folder) else { throw .init(reason: "Permission denied") }
        return try memory.list(folder)
      },
      entry: { path in sizes[path].map { .file(size: $0) } ?? memory.entry(path) },
      read: { (path) throws(ProjectFolder.ReadingError) in
        guard !unreadable.contains(path) else { throw .init(reason: "Permission denied") }
        return try memory.read(path)
      })
  }

  private static func words(_ folder: ProjectFolder, name: String = ".") -> [String] {
    Project.load(folder, name: name).diagnostics.map { diagnostic in
      let place = diagnostic.span.map { "\($0): " } ?? ""
      return "\(place)\(diagnostic.code.rawValue): \(diagnostic.message) | \(diagnostic.hint ?? "")"
    }
  }

  @Test func `a variable among the includes is told once`() {
    let project = Project.load(
      .memory([
        "pinplan.yaml":
          "version: 1\naccount: { name: a, country: GB }\ninclude: [!env FILES, campaigns/*.yaml]\n",
        "campaigns/a.yaml": "campaigns: {}\n",
      ]))
    #expect(
      project.diagnostics.map(\.message) == ["the tag \"!env\" means nothing to pinplan"])
  }

  @Test func `a folder without pinplan.yaml is no project`() {
    #expect(
      Self.words(.memory(["campaigns/a.yaml": ""]), name: "shops/uk") == [
        """
        project.not_found: there is no pinplan.yaml in "shops/uk" | go to the project's folder, \
        name it with -C, or make one with `pinplan init`
        """
      ])
  }

  @Test func `a file of more than 64 MiB is not read`() {
    let folder = Self.folder(sizes: ["pinplan.yaml": 65 << 20], ["pinplan.yaml": Self.root])
    #expect(
      Self.words(folder) == [
        """
        pinplan.yaml:1:1: file.too_large: pinplan.yaml has 68157440 bytes, more than the 67108864 \
        that may be read | split it into several files
        """
      ])
  }

  @Test func `files of more than 512 MiB together are not all read`() {
    var files = ["pinplan.yaml": Self.root]
    var sizes: [String: Int] = [:]
    for number in 1...9 {
      files["campaigns/\(number).yaml"] = ""
      sizes["campaigns/\(number).yaml"] = 60 << 20
    }
    let found = Self.words(Self.folder(sizes: sizes, files))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("campaigns/9.yaml:1:1: file.too_large: ") == true)
  }

  @Test func `a file that cannot be read is told with the system's reason`() {
    let folder = Self.folder(
      unreadable: ["campaigns/a.yaml"],
      ["pinplan.yaml": Self.root, "campaigns/a.yaml": "", "campaigns/b.yaml": ""])
    #expect(
      Self.words(folder) == [
        """
        campaigns/a.yaml:1:1: file.unreadable: campaigns/a.yaml cannot be read: Permission denied \
        | make it a file that you may read, or leave it out of `include`
        """
      ])
  }

  @Test func `a folder that cannot be listed hides nothing silently`() {
    let folder = Self.folder(
      unreadable: ["campaigns"], ["pinplan.yaml": Self.root, "campaigns/a.yaml": ""])
    #expect(
      Self.words(folder) == [
        """
        pinplan.yaml:1:1: file.unreadable: campaigns cannot be looked into: Permission denied | \
        make it a folder that you may read, or leave it out of `include`
        """
      ])
  }
}
