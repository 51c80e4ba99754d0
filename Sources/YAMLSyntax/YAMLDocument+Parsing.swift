import Diagnostics

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension YAMLDocument {
  /// Reads one file, with all mistakes that do not depend on what pinplan's keys mean.
  ///
  /// There is no document if nothing of it can be used: broken syntax, bytes that are no UTF-8, an
  /// alias to nothing, a second document, a limit. Other mistakes leave it: of a repeated key the
  /// first pair stays, and a pair whose key is no text is left out.
  public static func parse(
    _ source: [UInt8], file: String, limits: YAMLLimits = .standard
  ) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
    let limits = limits.representable
    return source.withUnsafeBufferPointer { text in
      var builder = TreeBuilder(text, file: file, limits: limits)
      do throws(UnusableText) {
        guard text.count <= limits.fileBytes else {
          throw .tooManyBytes(text.count, file: file, limits)
        }
        try checkStart(of: text, file: file)
        try builder.readAll()
      } catch {
        builder.diagnostics.append(final: error.diagnostic)
      }
      let diagnostics = builder.diagnostics.reported
      guard builder.isUsable else { return (nil, diagnostics) }
      let tagged = builder.environmentScalars.map(SourceNode.init)
      return (
        YAMLDocument(
          file: file, source: source, environmentScalars: tagged, arena: builder.finish()),
        diagnostics
      )
    }
  }

  /// Refuses what libyaml would read in an encoding other than UTF-8, or in quadratic time.
  private static func checkStart(
    of text: UnsafeBufferPointer<UInt8>, file: String
  ) throws(UnusableText) {
    let wide: [(mark: [UInt8], name: String)] = [
      ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF], "UTF-32"),
      ([0xFF, 0xFE], "UTF-16"), ([0xFE, 0xFF], "UTF-16"),
    ]
    if let encoding = wide.first(where: { text.starts(with: $0.mark) }) {
      throw .otherEncoding(encoding.name, file: file)
    }
    // libyaml compares every `%TAG` line with all before it. Counting the signs is nearly free,
    // and only a file with many is worth a closer look.
    let mostDirectives = 1000
    guard text.holds(UInt8(ascii: "%"), moreOftenThan: mostDirectives) else { return }
    var directives = 0
    var lines = SourceLines(text)
    while let line = lines.next() {
      guard !line.isEmpty, text[line.lowerBound] == UInt8(ascii: "%") else { continue }
      directives += 1
      guard directives <= mostDirectives else {
        let place = SourcePosition(line: lines.line - 1, column: 1)
        throw .tooManyDirectives(
          at: SourceSpan(file: file, start: place, end: place), most: mostDirectives)
      }
    }
  }
}

extension TreeBuilder {
  /// Reads the whole text, which is UTF-8 as far as its start tells.
  fileprivate mutating func readAll() throws(UnusableText) {
    guard !source.isEmpty else { return }
    guard var events = EventStream(source) else { throw .outOfMemory(file: file) }
    guard try !read(&events) else { return }
    throw events.failure.explained(source, file: file)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a byte is there more than so many times.
  fileprivate func holds(_ byte: UInt8, moreOftenThan most: Int) -> Bool {
    guard var place = UnsafeRawPointer(baseAddress) else { return false }
    let end = place + count
    var found = 0
    while let next = memchr(place, Int32(byte), end - place) {
      found += 1
      guard found <= most else { return true }
      place = UnsafeRawPointer(next) + 1
    }
    return false
  }
}
