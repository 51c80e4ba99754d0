import CLibYAML
import Diagnostics

extension TreeBuilder {
  mutating func readAlias(_ event: UnsafePointer<yaml_event_t>) throws(UnusableText) {
    let name = event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
    let anchor = anchors[name]
    let index = try append(
      anchor == nil ? .scalar : .alias, event, payload: Int(anchor?.node ?? 0), length: 0,
      flags: anchor == nil ? .hidden : [])
    guard let anchor else {
      report(index) { .unknownAlias(name, at: $0) }
      hasUnknownAlias = true
      return addToParent(index, height: 0)
    }
    guard !anchor.isOpen else {
      throw .containsItself(name, at: span(of: index), anchor: start(of: anchor))
    }
    guard open.count + anchor.height <= limits.depth else {
      throw .tooDeep(at: span(of: index), limits, alias: name)
    }
    // The alias itself is counted already, as the first node of what it stands for.
    let (total, overflows) = nodes.addingReportingOverflow(anchor.nodes - 1)
    nodes = overflows ? .max : total
    guard nodes <= limits.nodes else { throw tooManyNodes(at: index) }
    addToParent(index, height: anchor.height)
  }

  /// Which limit it is that too many nodes break: the file's own, or that of its aliases.
  func tooManyNodes(at index: UInt32) -> UnusableText {
    records.count > limits.nodes
      ? .tooManyNodes(at: span(of: index), limits)
      : .tooManyAliases(at: span(of: index), limits)
  }

  /// Reports a tag that would change what a value means; the standard ones change nothing here.
  @inline(never)
  mutating func check(_ tag: UnsafePointer<UInt8>?, at index: UInt32) {
    guard let tag = tag.map({ String(cString: $0) }), tag != "!" else { return }
    let standard = "tag:yaml.org,2002:"
    let isStandard = tag.hasPrefix(standard)
    let name = String(isStandard ? tag.dropFirst(standard.count) : tag[...])
    let harmless = ["str", "map", "seq", "null", "int", "float", "bool"]
    guard !isStandard || !harmless.contains(name) else { return }
    if tag == YAMLDocument.environmentTag, records[Int(index)].form == .scalar {
      // What it may stand at is the reader's to know.
      records[Int(index)].flags.insert(.environment)
      environmentScalars.append(index)
      return
    }
    report(index) { .customTag(isStandard ? "!!" + name : name, at: $0) }
  }

  private func start(of anchor: AnchorTable.Anchor) -> SourceSpan {
    let start = records[Int(anchor.node)].start
    return SourceSpan(file: file, start: start, end: start)
  }
}

extension YAMLDocument {
  /// The tag of a scalar that names an environment variable.
  static let environmentTag = "!env"
}

extension Diagnostic {
  fileprivate static func unknownAlias(_ name: String, at span: SourceSpan) -> Self {
    Self(
      .yamlSyntax, .error, "no anchor \(quoted("&" + name)) stands above this alias",
      at: span,
      hint: "write the anchor before its first use, or put text that begins with `*` in quotes")
  }

  static func customTag(_ tag: String, at span: SourceSpan) -> Self {
    Self(
      .yamlWrongType, .error, "the tag \(quoted(tag)) means nothing to pinplan", at: span,
      hint: "remove the tag, or put text that begins with `!` in quotes")
  }
}
