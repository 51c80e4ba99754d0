import Diagnostics

extension YAMLNode {
  /// Whether `*name` was written here, and the node is somewhere else.
  public var isAlias: Bool { written != target }

  /// The node that an alias names, at its own place; the node itself when it is no alias.
  public var anchored: YAMLNode { YAMLNode(arena, target) }

  /// Whether an entry was written in this mapping, and not taken over with `<<`.
  public func owns(_ entry: YAMLEntry) -> Bool {
    entry.key.written > target && entry.key.written < next
  }
}

/// The aliases of one file: which parts of it are read in more than one place.
public struct YAMLAliases: Sendable {
  private struct Alias: Sendable {
    let index: UInt32
    let span: SourceSpan
    /// The nodes that it stands for.
    let named: Range<UInt32>
    let anchor: SourceSpan
  }

  private let all: [Alias]

  public init(_ document: YAMLDocument) { all = document.withNodes(Self.aliases) }

  private static func aliases(in nodes: some Sequence<YAMLNode>) -> [Alias] {
    nodes.filter(\.isAlias).map { node in
      Alias(
        index: node.written, span: node.span, named: node.target..<node.next,
        anchor: node.anchored.span)
    }
  }

  /// The aliases that a node can be reached through, each with the place of its anchor.
  public func reaching(_ node: YAMLNode) -> [(alias: SourceSpan, anchor: SourceSpan)] {
    all.filter { $0.named.contains(node.index.number) }.map { ($0.span, $0.anchor) }
  }

  /// The aliases outside a node that name it or something in it.
  public func naming(within node: YAMLNode) -> [(alias: SourceSpan, anchor: SourceSpan)] {
    let range = node.written..<node.anchored.next
    guard !node.isAlias else { return [] }
    return all.filter { range.contains($0.named.lowerBound) && !range.contains($0.index) }
      .map { ($0.span, $0.anchor) }
  }
}
