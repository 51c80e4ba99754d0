import CLibYAML
import Diagnostics

/// Turns libyaml's events into records, and checks what needs more than one event to see.
///
/// It keeps its own stack, so no input can exhaust the machine's.
struct TreeBuilder: ~Copyable {
  let limits: YAMLLimits
  let file: String
  let source: UnsafeBufferPointer<UInt8>
  var records: GrowingBuffer<YAMLRecord>
  var text: GrowingBuffer<UInt8>
  var open = GrowingBuffer<OpenCollection>(capacity: 32)
  var keys = GrowingBuffer<PendingKey>(capacity: 256)
  var anchors = AnchorTable()
  /// How many nodes the file is so far, every alias replaced by what it names.
  var nodes = 0
  /// The end of the node that was completed last.
  var lastEnd: (line: UInt32, column: UInt32) = (1, 1)
  /// An alias named nothing: the document is no use, but the rest is still checked.
  var hasUnknownAlias = false
  var diagnostics = DiagnosticList()
  /// The scalars with the tag `!env`.
  var environmentScalars: [UInt32] = []
  private var blockScalarEnds: BlockScalarEnds
  private var hasDocument = false
  private var isComplete: Bool

  init(_ source: UnsafeBufferPointer<UInt8>, file: String, limits: YAMLLimits) {
    self.limits = limits
    self.file = file
    self.source = source
    records = GrowingBuffer(capacity: source.count / 6)
    text = GrowingBuffer(capacity: source.count)
    blockScalarEnds = BlockScalarEnds(source)
    isComplete = source.isEmpty
  }

  /// Reads to the end of the text; false after a mistake, which `events` then explains.
  mutating func read(_ events: inout EventStream) throws(UnusableText) -> Bool {
    while let event = events.next() {
      switch event.pointee.type {
      case YAML_SCALAR_EVENT: try readScalar(event)
      case YAML_MAPPING_START_EVENT:
        let mapping = event.pointee.data.mapping_start
        try openCollection(event, .mapping, anchor: mapping.anchor, tag: mapping.tag)
      case YAML_SEQUENCE_START_EVENT:
        let sequence = event.pointee.data.sequence_start
        try openCollection(event, .sequence, anchor: sequence.anchor, tag: sequence.tag)
      case YAML_MAPPING_END_EVENT:
        checkKeys()
        closeCollection(event)
      case YAML_SEQUENCE_END_EVENT: closeCollection(event)
      case YAML_ALIAS_EVENT: try readAlias(event)
      case YAML_DOCUMENT_START_EVENT:
        guard !hasDocument else { throw .secondDocument(at: span(ofMarkerIn: event)) }
        hasDocument = true
      case YAML_STREAM_END_EVENT:
        isComplete = true
        return true
      default: break
      }
    }
    return false
  }

  /// Whether the whole text was read and every alias in it names something.
  var isUsable: Bool { isComplete && !hasUnknownAlias }

  /// Hands the nodes over; the builder is at its end.
  consuming func finish() -> YAMLArena {
    let count = records.count
    return YAMLArena(
      records: records.release(), text: text.release(), count: count, file: file)
  }

  @inline(__always)
  private mutating func readScalar(_ event: UnsafePointer<yaml_event_t>) throws(UnusableText) {
    let scalar = event.pointee.data.scalar
    let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
    let index = try append(
      .scalar, event, payload: text.count, length: scalar.length, flags: isPlain ? .plain : [])
    if let value = scalar.value { text.append(value, count: scalar.length) }
    if scalar.style.rawValue >= YAML_LITERAL_SCALAR_STYLE.rawValue { trimEnd(of: index) }
    if scalar.tag != nil { check(scalar.tag, at: index) }
    if let anchor = scalar.anchor {
      _ = anchors.define(String(cString: anchor), node: index, isOpen: false)
    }
    addToParent(index, height: 0)
  }

  @inline(__always)
  private mutating func openCollection(
    _ event: UnsafePointer<yaml_event_t>, _ form: YAMLRecord.Form,
    anchor: UnsafePointer<UInt8>?, tag: UnsafePointer<UInt8>?
  ) throws(UnusableText) {
    let nodesBefore = nodes
    let index = try append(form, event, payload: 0, length: 0, flags: [])
    guard open.count < limits.depth else { throw .tooDeep(at: span(of: index), limits) }
    if tag != nil { check(tag, at: index) }
    open.append(
      OpenCollection(
        record: index, isMapping: form == .mapping, firstKey: keys.count,
        nodesBefore: nodesBefore,
        anchor: anchor.map {
          anchors.define(String(cString: $0), node: index, isOpen: true)
        }))
  }

  @inline(__always)
  private mutating func closeCollection(_ event: UnsafePointer<yaml_event_t>) {
    let closed = open[open.count - 1]
    open.removeAll(from: open.count - 1)
    // A block collection ends where its last child did, but libyaml says where the next node
    // starts; only the closing bracket of a flow collection takes up room of its own.
    if event.pointee.start_mark.index != event.pointee.end_mark.index {
      lastEnd = Self.position(event.pointee.end_mark)
    }
    let visible = closed.isMapping ? closed.children / 2 - closed.hidden : closed.children
    let index = Int(closed.record)
    records[index].payload = visible
    records[index].extent = UInt32(truncatingIfNeeded: records.count)
    records[index].endLine = lastEnd.line
    records[index].endColumn = lastEnd.column
    if closed.mergeKey != 0 { records[index].flags.insert(.merges) }
    let height = closed.height + 1
    if let anchor = closed.anchor {
      anchors.close(anchor, height: height, nodes: nodes - closed.nodesBefore)
    }
    addToParent(closed.record, height: height)
  }

  /// Counts a finished node among its parent's children.
  @inline(__always)
  mutating func addToParent(_ index: UInt32, height: Int) {
    guard open.count > 0 else { return }
    let parent = open.count - 1
    if open[parent].awaitsKey { addKey(index) }
    open[parent].children += 1
    if height > open[parent].height { open[parent].height = height }
  }

  /// Appends a record that ends with its event; a collection's end is known only later.
  @inline(__always)
  mutating func append(
    _ form: YAMLRecord.Form, _ event: UnsafePointer<yaml_event_t>, payload: Int, length: Int,
    flags: YAMLRecord.Flags
  ) throws(UnusableText) -> UInt32 {
    let index = UInt32(truncatingIfNeeded: records.count)
    let start = Self.position(event.pointee.start_mark)
    lastEnd = Self.position(event.pointee.end_mark)
    records.append(
      YAMLRecord(
        startLine: start.line, startColumn: start.column,
        endLine: lastEnd.line, endColumn: lastEnd.column,
        payload: UInt32(truncatingIfNeeded: payload), extent: UInt32(truncatingIfNeeded: length),
        form: form, flags: flags))
    nodes += 1
    guard nodes <= limits.nodes else { throw tooManyNodes(at: index) }
    return index
  }

  private mutating func trimEnd(of index: UInt32) {
    let record = records[Int(index)]
    guard record.endColumn == 1,
      let end = blockScalarEnds.lastCharacter(before: Int(record.endLine)), end > record.start
    else { return }
    lastEnd = (UInt32(end.line), UInt32(end.column))
    records[Int(index)].endLine = lastEnd.line
    records[Int(index)].endColumn = lastEnd.column
  }

  /// Counted from 1, where libyaml counts from 0.
  @inline(__always)
  private static func position(_ mark: yaml_mark_t) -> (line: UInt32, column: UInt32) {
    (UInt32(truncatingIfNeeded: mark.line) &+ 1, UInt32(truncatingIfNeeded: mark.column) &+ 1)
  }

  mutating func report(_ index: UInt32, _ diagnostic: (SourceSpan) -> Diagnostic) {
    let place = span(of: index)
    diagnostics.append { diagnostic(place) }
  }

  func span(of index: UInt32) -> SourceSpan {
    let record = records[Int(index)]
    return SourceSpan(file: file, start: record.start, end: record.end)
  }

  /// The `---` of an explicit document, whose event begins with its directives.
  private func span(ofMarkerIn event: UnsafePointer<yaml_event_t>) -> SourceSpan {
    let (line, column) = Self.position(event.pointee.end_mark)
    return SourceSpan(
      file: file, start: SourcePosition(line: Int(line), column: max(Int(column) - 3, 1)),
      end: SourcePosition(line: Int(line), column: Int(column)))
  }
}
