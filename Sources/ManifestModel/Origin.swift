import AdsModel
import Diagnostics

/// Where something was written: a node of one of the project's files.
///
/// A large project has one for each resource, so it is 16 bytes, and it knows its line, which is asked for most.
public struct Origin: Hashable, Sendable {
  @usableFromInline let fileIndex: UInt32
  public let node: SourceNode
  /// What it is found by: the key that the node stands under, or else the node itself.
  @usableFromInline let place: SourceNode
  @usableFromInline let lineNumber: UInt32

  /// - Parameters:
  ///   - file: Index into the manifest's files.
  ///   - node: What was written.
  ///   - key: The key that the node stands under; none for an item of a list.
  ///   - line: That of the key, or else of the node, counted from 1.
  @inlinable
  public init(file: Int, node: SourceNode, key: SourceNode?, line: Int) {
    fileIndex = UInt32(file)
    self.node = node
    place = key ?? node
    lineNumber = UInt32(line)
  }

  /// Index into the manifest's files.
  @inlinable public var file: Int { Int(fileIndex) }
  /// The line, counted from 1, of the resource's key, or of the item of a list.
  @inlinable public var line: Int { Int(lineNumber) }
}

extension Manifest {
  /// The place of a resource: its key, or the whole item of a list.
  public func span(of origin: Origin) -> SourceSpan {
    files[origin.file].span(of: origin.place)
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
    (files[origin.file].file, origin.line)
  }

  /// The file and line of a resource, or of the first of some fields that was written.
  public func line(of origin: Origin, at paths: some Sequence<FieldPath>) -> (
    file: String, line: Int
  ) {
    let file = files[origin.file]
    let node = paths.lazy.compactMap { self.node(of: origin, at: $0) }.first
    return (file.file, node.map(file.line) ?? origin.line)
  }

  /// Whether nothing was written at a field, not even something that could not be read.
  public func isLeftOut(_ path: FieldPath, of origin: Origin) -> Bool {
    node(of: origin, at: path).map(files[origin.file].isNone) ?? true
  }

  private func node(of origin: Origin, at path: FieldPath) -> SourceNode? {
    files[origin.file].node(at: path.text, in: origin.node)
  }
}
