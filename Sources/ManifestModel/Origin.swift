import AdsModel
import Diagnostics

/// Where something was written: a node of one of the project's files.
public struct Origin: Hashable, Sendable {
  /// Index into the manifest's files.
  public let file: Int
  public let node: SourceNode
  /// The key that the node stands under; none for an item of a list.
  public let key: SourceNode?

  @inlinable
  public init(file: Int, node: SourceNode, key: SourceNode?) {
    self.file = file
    self.node = node
    self.key = key
  }
}

extension Manifest {
  /// The place of a resource: its key, or the whole item of a list.
  public func span(of origin: Origin) -> SourceSpan {
    files[origin.file].span(of: origin.key ?? origin.node)
  }

  /// The place of a field's value; the resource's own place when the field is left out.
  public func span(of origin: Origin, at path: FieldPath) -> SourceSpan {
    node(of: origin, at: path).map(files[origin.file].span) ?? span(of: origin)
  }

  /// The place of a member of a list field.
  public func span(of origin: Origin, at path: FieldPath, member: String) -> SourceSpan {
    guard let list = node(of: origin, at: path) else { return span(of: origin) }
    let file = files[origin.file]
    return file.span(of: file.item(member, of: list) ?? list)
  }

  /// The file and line of a resource.
  public func line(of origin: Origin) -> (file: String, line: Int) {
    let file = files[origin.file]
    return (file.file, file.line(of: origin.key ?? origin.node))
  }

  /// The file and line of a resource, or of the first of some fields that was written.
  public func line(of origin: Origin, at paths: some Sequence<FieldPath>) -> (
    file: String, line: Int
  ) {
    let file = files[origin.file]
    let node = paths.lazy.compactMap { self.node(of: origin, at: $0) }.first
    return (file.file, file.line(of: node ?? origin.key ?? origin.node))
  }

  /// Whether nothing was written at a field, not even something that could not be read.
  public func isLeftOut(_ path: FieldPath, of origin: Origin) -> Bool {
    node(of: origin, at: path).map(files[origin.file].isNone) ?? true
  }

  private func node(of origin: Origin, at path: FieldPath) -> SourceNode? {
    files[origin.file].node(at: path.text, in: origin.node)
  }
}
