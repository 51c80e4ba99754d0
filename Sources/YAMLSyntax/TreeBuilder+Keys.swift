import Diagnostics

extension TreeBuilder {
  /// Takes the node at an index as the next key of the innermost mapping.
  mutating func addKey(_ index: UInt32) {
    let written = records[Int(index)]
    guard !written.flags.contains(.hidden) else { return }
    let key = written.form == .alias ? records[Int(written.payload)] : written
    guard key.form == .scalar else { return reject(index) { .keyIsNoText(at: $0) } }
    let bytes = UnsafeBufferPointer(start: text.base + Int(key.payload), count: key.length)
    if key.flags.contains(.plain) {
      guard !bytes.spellsNull else { return reject(index) { .keyIsNull(bytes, at: $0) } }
      if written.form == .scalar, bytes.equals("<<") {
        records[Int(index)].flags.insert([.hidden, .merges])
        open[open.count - 1].hidden += 1
        if open[open.count - 1].mergeKey == 0 { open[open.count - 1].mergeKey = index }
      }
    }
    guard bytes.count <= limits.keyBytes else {
      let limits = limits
      return reject(index) { .keyIsTooLong(bytes, at: $0, limits) }
    }
    keys.append(PendingKey(record: index, text: bytes))
  }

  /// Reports repeated keys and a wrong merge in the innermost mapping, which is complete.
  @inline(__always)
  mutating func checkKeys() {
    let mapping = open[open.count - 1]
    if mapping.mergeKey != 0 { checkMerge(of: mapping.mergeKey + 1) }
    if !areClearlyDistinct(from: mapping.firstKey) { reportRepeatedKeys(from: mapping.firstKey) }
    keys.removeAll(from: mapping.firstKey)
  }

  /// Whether the fingerprints of few keys settle that all are different.
  @inline(__always)
  private func areClearlyDistinct(from firstKey: Int) -> Bool {
    guard keys.count - firstKey <= 16 else { return false }
    var index = firstKey
    while index < keys.count {
      let fingerprint = keys.base[index].fingerprint
      var other = firstKey
      while other < index {
        if keys.base[other].fingerprint == fingerprint { return false }
        other += 1
      }
      index += 1
    }
    return true
  }

  @inline(never)
  private mutating func reportRepeatedKeys(from firstKey: Int) {
    // A view of the buffers, which nothing appends to while this runs.
    let arena = YAMLArena(records: records.base, text: text.base, count: records.count, file: file)
    var table = KeyTable(arena, capacity: keys.count - firstKey)
    for index in firstKey..<keys.count {
      let key = keys[index].record
      guard let first = table.insert(key) else { continue }
      let firstSpan = span(of: first)
      reject(key) {
        .repeatedKey(arena.bytes(of: arena.resolve(key)), at: $0, first: firstSpan)
      }
    }
  }

  /// Checks the value of a `<<`: a mapping, or a list of them.
  @inline(never)
  private mutating func checkMerge(of value: UInt32) {
    let target = resolve(value)
    guard !target.record.flags.contains(.hidden) else { return }
    switch target.record.form {
    case .mapping: return
    case .sequence:
      var item = target.index + 1
      while item < target.record.next(after: target.index) {
        let source = resolve(item).record
        if source.form != .mapping, !source.flags.contains(.hidden) {
          report(item) { .mergesNoMapping(at: $0) }
        }
        item = records[Int(item)].next(after: item)
      }
    case .scalar, .alias: report(value) { .mergesNoMapping(at: $0) }
    }
  }

  private func resolve(_ index: UInt32) -> (index: UInt32, record: YAMLRecord) {
    let record = records[Int(index)]
    guard record.form == .alias else { return (index, record) }
    return (record.payload, records[Int(record.payload)])
  }

  /// Reports a key and leaves its pair out.
  private mutating func reject(_ key: UInt32, _ diagnostic: (SourceSpan) -> Diagnostic) {
    report(key, diagnostic)
    guard !records[Int(key)].flags.contains(.hidden) else { return }
    records[Int(key)].flags.insert(.hidden)
    open[open.count - 1].hidden += 1
  }
}

/// Of a key that may be long only as much is read as is shown.
private func quoted(_ key: UnsafeBufferPointer<UInt8>) -> String {
  Diagnostics.quoted(String(decoding: key.prefix(256), as: UTF8.self))
}

extension Diagnostic {
  fileprivate static func repeatedKey(
    _ key: UnsafeBufferPointer<UInt8>, at span: SourceSpan, first: SourceSpan
  ) -> Self {
    Self(
      .yamlDuplicateKey, .error, "the key \(quoted(key)) is written twice in the same mapping",
      at: span,
      hint: key.equals("<<")
        ? "merge a list instead: `<<: [*one, *two]`"
        : "keep one of them, or give this one another name",
      notes: [Note("the first is here", at: first)])
  }

  fileprivate static func keyIsNoText(at span: SourceSpan) -> Self {
    Self(
      .yamlWrongType, .error, "a key has to be text; this one is a list or a mapping", at: span,
      hint: "put a key that begins with `[` or `{` in quotes")
  }

  fileprivate static func keyIsNull(
    _ key: UnsafeBufferPointer<UInt8>, at span: SourceSpan
  ) -> Self {
    guard !key.isEmpty else {
      return Self(
        .yamlWrongType, .error, "the key before this `:` is missing", at: span,
        hint: "write the key in front of the colon, as in `name: Spring sale`")
    }
    return Self(
      .yamlWrongType, .error, "the key \(quoted(key)) means \"no value\" in YAML", at: span,
      hint: "put it in quotes if it is meant as text")
  }

  fileprivate static func keyIsTooLong(
    _ key: UnsafeBufferPointer<UInt8>, at span: SourceSpan, _ limits: YAMLLimits
  ) -> Self {
    Self(
      .keyInvalid, .error,
      "the key \(quoted(key)) has \(key.count) bytes; \(limits.keyBytes) are the most",
      at: span, hint: "shorten the key")
  }

  fileprivate static func mergesNoMapping(at span: SourceSpan) -> Self {
    Self(
      .yamlWrongType, .error, "`<<` takes over the keys of a mapping, and this is none", at: span,
      hint: "write the alias of a mapping, `<<: *name`, or a list of them, `<<: [*one, *two]`")
  }
}
