import AdsModel
import Diagnostics

/// Reads a list as a stream: judges, normalises and digests each line, and gathers who is on it.
///
/// However large the file is, memory holds one chunk of it and what stands for each person.
public struct ListReader {
  private let hashing: ListHashing?
  private var entries: EntryReader
  private var findings: ListFindings
  private var people: MemberCollector
  private var found: ListHashing?
  /// The line on which a title would stand.
  private var titleLine = 1

  /// `hashing` is how the file is declared to be written; left out, as its first entry is.
  public init(
    file: String, identifier: ListIdentifier, hashing: ListHashing? = nil, key: ListKey? = nil
  ) {
    self.hashing = hashing
    entries = EntryReader(identifier)
    findings = ListFindings(file: file, identifier: identifier)
    people = MemberCollector(key: key)
  }

  /// Reads all that there is, or as much as it takes to find too much wrong.
  public func read(_ source: ByteSource) throws(ByteSource.Failure) -> ListContents {
    var reader = self
    var cutter = LineCutter()
    var isStopped = false
    try source.visitChunks { chunk in
      isStopped = !cutter.feed(chunk) { reader.take($0) }
      return !isStopped
    }
    // A mark with nothing behind it is no line.
    if !isStopped { cutter.finish { $0.isMark || reader.take($0) } }
    return reader.contents(lines: cutter.count)
  }

  private mutating func contents(lines: Int) -> ListContents {
    var contents = ListContents(
      file: findings.file, lines: lines, entries: people.count, hashing: found,
      members: people.finish())
    contents.diagnostics = findings.diagnostics
    if findings.diagnostics.isEmpty, contents.entries == 0 {
      contents.diagnostics.append(.emptyList(findings.file))
    }
    return contents
  }

  /// Judges one line; false when reading has to stop.
  private mutating func take(_ line: LineCutter.Line) -> Bool {
    var bytes = line.bytes
    if line.number == 1 {
      if let encoding = ForeignEncoding(bytes) {
        _ = findings.report(encoding)
        return false
      }
      bytes = line.withoutMark
    }
    if line.number == titleLine, let title = ListTitle(bytes) {
      // What spreadsheets have above their first line leaves that the first.
      if title == .separator, titleLine == 1 { titleLine = 2 }
      return findings.report(title, line: line.number)
    }
    do throws(ListFault) {
      guard !line.isCut else { throw .notAnEntry(.length) }
      return take(try entries.read(bytes), line: line.number)
    } catch {
      return findings.report(error, line: line.number, column: line.isCut ? 1 : entries.column)
    }
  }

  private mutating func take(_ entry: ListEntry, line: Int) -> Bool {
    let expected = hashing ?? found ?? entry.hashing
    if found == nil { found = entry.hashing }
    guard entry.hashing == expected else {
      return findings.report(
        entry.hashing, expected: expected, isDeclared: hashing != nil, line: line)
    }
    people.append(entry.digest, expected.digestKind)
    return true
  }
}

extension LineCutter.Line {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Its bytes after the byte order mark of UTF-8, which the first line may begin with.
  public var withoutMark: UnsafeRawBufferPointer {
    hasMark ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst(Self.mark.count)) : bytes
  }

  /// Whether it begins with that mark.
  fileprivate var hasMark: Bool { number == 1 && bytes.starts(with: Self.mark) }

  /// Whether it is that mark and nothing else.
  fileprivate var isMark: Bool { hasMark && bytes.count == Self.mark.count }
}
