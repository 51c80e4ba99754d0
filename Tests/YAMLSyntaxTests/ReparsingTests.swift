import Diagnostics
import Testing
import YAMLSyntax

/// What a file tells of places in it once its nodes are gone.
struct ReparsingTests {
  private static let text = """
    # Ümlaut, so that columns are not bytes
    shared: &budget { daily: 25.00, currency: "£" }
    campaigns:
      spring:
        budget: *budget
        budget: { daily: 30.00 }
        none:
        merged:
          <<: *budget
          note: |
            text
        list: [a, "b c", ~, [d]]

    """

  private static let paths = [
    "shared", "shared.daily", "campaigns.spring", "campaigns.spring.budget.currency",
    "campaigns.spring.none", "campaigns.spring.merged.daily", "campaigns.spring.list.more",
    "campaigns.autumn", "nothing",
  ]

  @Test func `places are those of the document that it stands for`() throws {
    var document = YAMLDocument.parse(Array(Self.text.utf8), file: "a.yaml").document
    let read = try #require(document)
    let root = try #require(read.root).index
    let file = FileToReparse(read)
    #expect(file.file == "a.yaml")
    for path in Self.paths {
      let node = read.node(at: path, in: root)
      #expect(file.node(at: path, in: root) == node, "\(path)")
      guard let node else { continue }
      #expect(file.span(of: node) == read.span(of: node), "\(path)")
      #expect(file.line(of: node) == read.line(of: node), "\(path)")
      #expect(file.isNone(node) == read.isNone(node), "\(path)")
    }
    let list = try #require(read.node(at: "campaigns.spring.list", in: root))
    for item in ["a", "b c", "d", ""] {
      #expect(file.item(item, of: list) == read.item(item, of: list), "\(item)")
    }
    document = nil
    #expect(file.line(of: list) == 12)
  }

  @Test func `many ask for places at once`() async throws {
    let read = try #require(YAMLDocument.parse(Array(Self.text.utf8), file: "a.yaml").document)
    let root = try #require(read.root).index
    let file = FileToReparse(read)
    let found = await withTaskGroup(of: SourceSpan?.self) { group in
      for _ in 0..<32 {
        group.addTask { file.node(at: "campaigns.spring", in: root).map(file.span) }
      }
      return await group.reduce(into: Set<SourceSpan?>()) { $0.insert($1) }
    }
    #expect(found.count == 1)
    #expect(found.first??.start == SourcePosition(line: 5, column: 5))
  }
}
