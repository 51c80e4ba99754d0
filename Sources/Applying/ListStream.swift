import AdsModel
import CustomerLists
import Diagnostics
import Outcomes

/// Turns lines that come in into batches that are settled, and knows how many lines are.
///
/// A batch is sent when it has enough people, when its first line is old enough, and at the end. It knows
/// no disk, no clock and no target: those are its `Seams`.
public struct ListStream {
  /// What happens while lines are waited for.
  public enum Arrival: Sendable {
    /// So many bytes of the buffer were filled.
    case bytes(Int)
    /// It is time to send what there is.
    case due
    case end
    /// Somebody wants the stream to end: what has come in is still sent.
    case stopped
  }

  public struct Seams {
    /// Fills a part of a buffer; waits for no longer than until a batch is so old, if there is one.
    public var receive: (UnsafeMutableRawBufferPointer, Age?) async throws -> Arrival
    public var age: () -> Age
    /// Sends a batch, and returns once it is settled.
    public var send: (StreamBatch) async throws -> Void
    /// Keeps that a line was left out.
    public var reject: (_ line: Int, DiagnosticCode) throws -> Void
    /// Has everything on disk that was left out, and then how many lines are settled.
    public var settle: (_ lines: Int) throws -> Void

    public init(
      receive: @escaping (UnsafeMutableRawBufferPointer, Age?) async throws -> Arrival,
      age: @escaping () -> Age, send: @escaping (StreamBatch) async throws -> Void,
      reject: @escaping (Int, DiagnosticCode) throws -> Void,
      settle: @escaping (Int) throws -> Void
    ) {
      self.receive = receive
      self.age = age
      self.send = send
      self.reject = reject
      self.settle = settle
    }
  }

  /// Time on a clock that only goes forward.
  public typealias Age = Duration

  /// The most people of one batch.
  public static let batchSize = 10_000

  /// What became of the lines so far; also of those before something was thrown.
  public private(set) var report: StreamReport
  private let seams: Seams
  private let every: Duration
  /// How many lines earlier runs have settled.
  private let settledBefore: Int
  private let optOuts: OptOuts?
  private var reader: StreamReader
  private var batch: StreamBatch
  private var cutter = LineCutter()
  private var lines: [Line] = []
  /// Since when the batch has lines; none while it has none.
  private var begun: Age?
  /// The last line that is in the batch, or was left out.
  private var taken: Int

  /// A line that was judged.
  private struct Line {
    let number: Int
    let entry: Result<StreamEntry, StreamRejection>
    /// Whether its end was seen.
    var isWhole = true
  }

  public init(
    to address: Address, _ reader: StreamReader, optOuts: OptOuts?, every: Duration,
    after settled: Int, _ seams: Seams
  ) {
    self.reader = reader
    self.optOuts = optOuts
    self.every = every
    self.seams = seams
    settledBefore = settled
    taken = settled
    batch = StreamBatch(for: reader)
    report = StreamReport(address, namespaces: StreamNamespace.allCases.map(\.rawValue))
    report.settled = settled
  }

  private static let chunk = 1 << 16

  /// Reads until the end, or until somebody wants it to end; everything that was read is settled then.
  public mutating func run() async throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      switch try await seams.receive(buffer, begun.map { $0 + every }) {
      case .bytes(let count):
        cut(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        try await take()
      case .due: try await flush()
      case .stopped: return try await flush()
      case .end: return try await finish()
      }
      if let begun, seams.age() >= begun + every { try await flush() }
    }
  }

  /// Judges the lines that end in a chunk and that no earlier run has settled.
  private mutating func cut(_ chunk: UnsafeRawBufferPointer) {
    var (cutter, lines, reader) = (cutter, lines, reader)
    _ = cutter.feed(chunk) { line in
      Self.judge(line, after: settledBefore, &reader, into: &lines)
      return true
    }
    (self.cutter, self.lines, self.reader) = (cutter, lines, reader)
  }

  private static func judge(
    _ line: LineCutter.Line, after settled: Int, _ reader: inout StreamReader,
    into lines: inout [Line]
  ) {
    guard line.number > settled else { return }
    let entry = Result { () throws(StreamRejection) in
      try reader.read(line.withoutMark, isCut: line.isCut)
    }
    lines.append(Line(number: line.number, entry: entry))
  }

  /// The last line needs no end if there is a whole object on it.
  private mutating func finish() async throws {
    var (cutter, lines, reader) = (cutter, lines, reader)
    cutter.finish {
      Self.judge($0, after: settledBefore, &reader, into: &lines)
      return true
    }
    if !lines.isEmpty { lines[lines.count - 1].isWhole = false }
    (self.cutter, self.lines, self.reader) = (cutter, lines, reader)
    guard cutter.count >= settledBefore else {
      throw StreamFailure.inputTooShort(settled: settledBefore, lines: cutter.count)
    }
    try await take()
    try await flush()
  }

  private mutating func take() async throws {
    for line in lines {
      if begun == nil { begun = seams.age() }
      report.read += 1
      switch line.entry {
      case .success(var entry):
        if optOuts?.judge(&entry) ?? false { report.suppressed += 1 }
        if !batch.take(entry) { report.superseded += 1 }
      case .failure(let rejection):
        report.rejected += 1
        if let place = place(of: rejection.namespace) {
          report.namespaces[place].count.rejected += 1
        }
        try seams.reject(line.number, rejection.code)
        // Whoever wrote it may have been cut off: it is read again if there is more of it next time.
        if !line.isWhole { continue }
      }
      taken = line.number
      if batch.count >= Self.batchSize { try await flush() }
    }
    lines.removeAll(keepingCapacity: true)
  }

  /// Sends what there is, and puts on record that it is settled.
  private mutating func flush() async throws {
    begun = nil
    if batch.count > 0 {
      try await seams.send(batch)
      report.batches += 1
      for (place, namespace) in StreamNamespace.allCases.enumerated() {
        let added = batch.count(.add, namespace)
        let removed = batch.count(.remove, namespace)
        report.namespaces[place].count.added += added
        report.namespaces[place].count.removed += removed
        report.added += added
        report.removed += removed
      }
      batch.clear()
    }
    guard taken > report.settled else { return }
    try seams.settle(taken)
    report.settled = taken
  }

  private func place(of namespace: StreamNamespace?) -> Int? {
    namespace.flatMap { StreamNamespace.allCases.firstIndex(of: $0) }
  }
}

/// Why a stream cannot go on where an earlier one ended.
public enum StreamFailure: Error, Hashable, Sendable {
  /// More lines are settled than the input has.
  case inputTooShort(settled: Int, lines: Int)
}
