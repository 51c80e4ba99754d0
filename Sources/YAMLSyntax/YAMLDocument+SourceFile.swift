import Diagnostics

extension YAMLDocument: SourceFile {
  public func span(of node: SourceNode) -> SourceSpan { self.node(at: node).span }

  public func line(of node: SourceNode) -> Int { self.node(at: node).line }

  public func isNone(_ node: SourceNode) -> Bool { self.node(at: node).isNone }

  public func node(at path: String, in node: SourceNode) -> SourceNode? {
    var found: YAMLNode?
    for key in path.split(separator: ".") {
      let current = found ?? self.node(at: node)
      guard current.kind == .mapping, let next = current[String(key)] else { break }
      found = next
    }
    return found?.index
  }

  public func item(_ text: String, of list: SourceNode) -> SourceNode? {
    node(at: list).items.first { $0.kind == .scalar && $0.string == text }?.index
  }
}
