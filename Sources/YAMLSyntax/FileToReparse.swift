import Diagnostics
import Foundation

/// A file whose nodes are gone, and are made once more when somebody asks for a place in it.
///
/// The nodes of a large file take several times the memory of all that it declares, and most
/// commands ask for no place, or for places in few files. The same bytes give the same nodes, so
/// those that were named before are the same ones.
public final class FileToReparse: SourceFile, @unchecked Sendable {
  private let source: [UInt8]
  public let file: String
  private let lock = NSLock()
  private var parsed: YAMLDocument?

  /// Stands for a document that was read.
  public init(_ document: YAMLDocument) {
    source = document.source
    file = document.file
  }

  private var document: YAMLDocument {
    lock.withLock {
      if let parsed { return parsed }
      guard let again = YAMLDocument.parse(source, file: file).document else {
        preconditionFailure("what was a document once is one again")
      }
      parsed = again
      return again
    }
  }

  public func span(of node: SourceNode) -> SourceSpan { document.span(of: node) }

  public func line(of node: SourceNode) -> Int { document.line(of: node) }

  public func isNone(_ node: SourceNode) -> Bool { document.isNone(node) }

  public func node(at path: String, in node: SourceNode) -> SourceNode? {
    document.node(at: path, in: node)
  }

  public func item(_ text: String, of list: SourceNode) -> SourceNode? {
    document.item(text, of: list)
  }
}
