import Diagnostics

/// One parsed file: its text and the tree of located nodes in it.
///
/// It never changes. It owns the memory that its ``YAMLNode``s point into, so it has to live as long as they are used.
public final class YAMLDocument: Sendable {
  /// The file as the caller names it; spans repeat it.
  public let file: String
  /// The bytes as read, to quote lines from.
  public let source: [UInt8]
  /// The scalars with the tag `!env`, which whoever reads the document has to account for.
  let environmentScalars: [SourceNode]
  /// Written before the initialiser returns and never again.
  private nonisolated(unsafe) let arena: UnsafeMutablePointer<YAMLArena>

  init(
    file: String, source: [UInt8], environmentScalars: [SourceNode], arena contents: YAMLArena
  ) {
    self.environmentScalars = environmentScalars
    self.file = file
    self.source = source
    arena = .allocate(capacity: 1)
    arena.initialize(to: contents)
  }

  deinit {
    arena.pointee.deallocate()
    arena.deinitialize(count: 1)
    arena.deallocate()
  }

  /// The node that the file consists of; nil if there is nothing in it but comments.
  public var root: YAMLNode? {
    guard let first = arena.pointee.rootIndex else { return nil }
    return YAMLNode(arena, first)
  }

  /// The node that had this index; the index has to come from this document.
  public func node(at index: SourceNode) -> YAMLNode {
    precondition(Int(index.number) < arena.pointee.count, "an index of another document")
    return YAMLNode(arena, index.number)
  }

  /// What is wrong with the scalars with the tag `!env` that nobody took as the name of a variable.
  public func environmentTags(besides taken: Set<SourceNode>) -> [Diagnostic] {
    environmentScalars.filter { !taken.contains($0) }.map { scalar in
      Self.environmentTagMistake(at: node(at: scalar).span)
    }
  }

  /// Says that no variable is taken in a place.
  public static func environmentTagMistake(at span: SourceSpan) -> Diagnostic {
    .customTag(environmentTag, at: span)
  }

  /// Calls `body` with every node in the order in which they were written, aliases as such.
  func withNodes<R>(_ body: (LazyMapSequence<Range<UInt32>, YAMLNode>) -> R) -> R {
    withExtendedLifetime(self) {
      body((0..<UInt32(arena.pointee.count)).lazy.map { YAMLNode(self.arena, $0) })
    }
  }

  /// A line, counted from 1, without its break; nil beyond the last.
  ///
  /// The file is walked up to there.
  public func lineText(_ line: Int) -> String? {
    Self.lineText(line, in: source)
  }

  /// The same for a text that has no document because of its mistakes.
  public static func lineText(_ line: Int, in source: [UInt8]) -> String? {
    source.withUnsafeBufferPointer { source in
      var lines = SourceLines(source)
      guard line >= 1, let range = lines.range(of: line) else { return nil }
      return String(decoding: source[range], as: UTF8.self)
    }
  }
}

extension YAMLArena {
  /// The outermost node, unless it is the nothing that libyaml reports for a lone `---`.
  fileprivate var rootIndex: UInt32? {
    guard count > 0 else { return nil }
    let root = records.pointee
    return root.form == .scalar && root.flags.contains(.plain) && root.length == 0 ? nil : 0
  }
}
