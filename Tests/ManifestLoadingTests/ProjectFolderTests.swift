import AdsModel
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel
import TestSupport
import Testing

/// What a project reads of a folder with links, pipes and more folders than anybody has.
@Suite(.timeLimit(.minutes(5)))
struct ProjectFolderTests {
  private static let root = "version: 1\naccount: { name: northwind-uk, country: GB }\n"

  /// A project on disk; a name that ends in a slash is a folder.
  private static func load(
    _ files: [String: String], links: [(name: String, target: String)] = [],
    _ prepare: (URL) throws -> Void = { _ in }
  ) throws -> (files: [String], words: [String]) {
    try withTemporaryFolder { folder in
      for (name, text) in files.merging(["pinplan.yaml": root], uniquingKeysWith: { own, _ in own })
      {
        let place = folder.appendingPathComponent(name)
        let parent = name.hasSuffix("/") ? place : place.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        if !name.hasSuffix("/") { try Data(text.utf8).write(to: place) }
      }
      for link in links {
        try #require(symlink(link.target, folder.appendingPathComponent(link.name).path) == 0)
      }
      try prepare(folder)
      let project = Project.load(.disk(folder.path))
      let words = project.diagnostics.map { diagnostic in
        let place = diagnostic.span.map { "\($0): " } ?? ""
        return
          "\(place)\(diagnostic.code.rawValue): \(diagnostic.message) | \(diagnostic.hint ?? "")"
      }
      return (project.sources.keys.filter { $0 != "pinplan.yaml" }, words)
    }
  }

  private static func campaign(_ key: String) -> String {
    "campaigns: { \(key): { objective: traffic } }\n"
  }

  @Test func `links that lead back up are followed once`() throws {
    let found = try Self.load(
      ["campaigns/1/a.yaml": Self.campaign("a"), "campaigns/2/b.yaml": Self.campaign("b")],
      links: [
        ("campaigns/1/loop", "../"), ("campaigns/2/loop", "../"), ("campaigns/2/self", "."),
        ("campaigns/up", "../"),
      ])
    #expect(found.files == ["campaigns/1/a.yaml", "campaigns/2/b.yaml"])
    #expect(found.words == [])
  }

  @Test func `a file of several names is read once, by the name that is no link`() throws {
    let found = try Self.load(
      [
        "campaigns/z/real.yaml": Self.campaign("a"), "campaigns/m.yaml": Self.campaign("b"),
        "campaigns/n/": "",
      ],
      links: [
        ("campaigns/a.yaml", "z/real.yaml"), ("campaigns/b", "z"), ("campaigns/n/c", "../z"),
        ("campaigns/project.yaml", "../pinplan.yaml"),
      ]
    ) { folder in
      let file = folder.appendingPathComponent("campaigns/m.yaml")
      try FileManager.default.linkItem(
        at: file, to: folder.appendingPathComponent("campaigns/hard.yaml"))
    }
    #expect(found.files == ["campaigns/hard.yaml", "campaigns/z/real.yaml"])
    #expect(found.words == [])
  }

  @Test func `one file that two includes name is read once`() throws {
    let found = try Self.load(
      [
        "pinplan.yaml": Self.root + "include: [b.yaml, a.yaml, ./a.yaml, '*.yaml', '**/*.yaml']\n",
        "a.yaml": Self.campaign("a"),
      ], links: [("b.yaml", "a.yaml")])
    #expect(found.files == ["a.yaml"])
    #expect(found.words == [])
  }

  #if os(Linux)
    @Test func `files whose names only read alike are two`() throws {
      let found = try Self.load([:]) { folder in
        let place = folder.path + "/campaigns/"
        mkdir(place, 0o700)
        for (name, key) in [("caf\u{E9}.yaml", "a"), ("cafe\u{301}.yaml", "b")] {
          let file = try #require(fopen(place + name, "w"))
          fputs(Self.campaign(key), file)
          fclose(file)
        }
      }
      #expect(
        found.files.map { Array($0.utf8) } == [
          Array("campaigns/cafe\u{301}.yaml".utf8), Array("campaigns/caf\u{E9}.yaml".utf8),
        ])
      #expect(found.words == [])
    }
  #endif

  @Test func `what is no file is told and never waited for`() throws {
    let found = try Self.load(
      ["campaigns/": ""],
      links: [
        ("campaigns/circle.yaml", "circle.yaml"), ("campaigns/gone", "/nowhere"),
        ("campaigns/null.yaml", "/dev/null"), ("campaigns/shared", "/tmp"),
      ]
    ) { folder in
      try #require(mkfifo(folder.appendingPathComponent("campaigns/pipe.yaml").path, 0o600) == 0)
    }
    let unreadable = "make it a file that you may read, or leave it out of `include`"
    let outside = "put the file itself into the project, or leave it out of `include`"
    #expect(
      found.words == [
        "campaigns/circle.yaml:1:1: file.unreadable: campaigns/circle.yaml cannot be read: it is a link to nothing | \(unreadable)",
        "campaigns/pipe.yaml:1:1: file.unreadable: campaigns/pipe.yaml cannot be read: it is no file but a pipe, a socket or a device | \(unreadable)",
        "pinplan.yaml:1:1: file.unreadable: campaigns/gone cannot be looked into: it is a link to nothing | make it a folder that you may read, or leave it out of `include`",
        "pinplan.yaml:1:1: include.outside_project: campaigns/null.yaml is a link that leads out of the project | \(outside)",
        "pinplan.yaml:1:1: include.outside_project: campaigns/shared is a link that leads out of the project | \(outside)",
      ])
  }

  @Test func `a tree deeper than any project is told`() throws {
    let deep = (["campaigns"] + Array(repeating: "d", count: 70)).joined(separator: "/")
    let found = try Self.load([deep + "/a.yaml": Self.campaign("a")])
    let named = "campaigns" + String(repeating: "/d", count: 64)
    #expect(
      found.words == [
        "pinplan.yaml:1:1: file.unreadable: \(named) cannot be looked into: it lies more than 64 folders deep | make it a folder that you may read, or leave it out of `include`"
      ])
  }

  @Test func `more folders than any project has are told`() {
    let root = ProjectFolder.memory(["pinplan.yaml": Self.root])
    let folder = ProjectFolder(
      list: { (folder) throws(ProjectFolder.ReadingError) in
        folder == "campaigns" ? (0...20_000).map(String.init) : []
      },
      entry: { $0.hasPrefix("campaigns") ? .folder : root.entry($0) },
      read: { (path) throws(ProjectFolder.ReadingError) in try root.read(path) })
    let words = Project.load(folder).diagnostics.map(\.message)
    #expect(words.count == 1)
    #expect(
      words.first?.hasSuffix("cannot be looked into: 20000 folders were looked into before it")
        == true, "\(words)")
  }
}
