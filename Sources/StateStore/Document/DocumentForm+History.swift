import AdsModel
import Foundation
import Planning

extension DocumentForm {
  /// One entry of the history, with its operations and its journal.
  struct Entry: Codable {
    let number: Int64
    let kind: String
    let author: Author
    let start: Start?
    let serial: Int64
    let startedAt: Int64
    let end: End?
    let operations: [Operation]?
    let journal: [Run]?
    let link: String?

    enum CodingKeys: String, CodingKey {
      case number, kind, author, start, serial, end, operations, journal, link
      case startedAt = "started_at"
    }
  }

  struct Author: Codable {
    let user: String
    let host: String
    let run: String?
    let commit: String?
    let version: String
  }

  struct Start: Codable {
    let plan: String
    let configuration: String
    /// Creates, updates, replaces, archives, unchanged.
    let summary: [Int]
    let overrides: [[String]]?
    let marks: [String: String]?
    let review: String?
    /// The apply that it goes on with.
    let continues: Int64?
  }

  struct End: Codable {
    /// None where all was done.
    let stopped: String?
    let serial: Int64
    let at: Int64
  }

  struct Operation: Codable {
    let sequence: Int
    let kind: String
    let address: String
    let id: String?
    let fields: String
    let outcome: String?
  }

  struct Run: Codable {
    let entry: Int64
    let first: Int
    /// None where it is about one operation.
    let last: Int?
    let phase: String
    let id: String?
    let error: String?
    let deadline: Deadline?
    let step: Step?
    let serial: Int64
    let at: Int64
  }

  /// Clocks in milliseconds.
  struct Deadline: Codable {
    let wall: Int64
    let boot: String?
    let monotonic: Int64
    let span: Int64
  }

  struct Step: Codable {
    let position: Int
    let name: String
    let `private`: [String: String]?
  }
}

// MARK: - Forms of values

extension DocumentForm.Author {
  init(_ author: AuthorValue) {
    self.init(
      user: author.user, host: author.host, run: author.runURL, commit: author.commit,
      version: author.toolVersion)
  }
}

extension DocumentForm.Entry {
  init(_ entry: StateDocument.Entry) {
    let author = entry.begun.author
    self.init(
      number: entry.begun.number, kind: entry.begun.kind.rawValue,
      author: DocumentForm.Author(author),
      start: entry.begun.start.map(DocumentForm.Start.init), serial: entry.serial,
      startedAt: entry.startedAt.secondsSince1970, end: entry.end.map(DocumentForm.End.init),
      operations: entry.operations.isEmpty
        ? nil : entry.operations.map(DocumentForm.Operation.init),
      journal: entry.runs.isEmpty ? nil : entry.runs.map(DocumentForm.Run.init),
      link: entry.begun.link)
  }

  func entry() throws -> StateDocument.Entry {
    guard let kind = ApplyRecord.Kind(rawValue: kind) else {
      throw DocumentForm.Damage(detail: "an entry of its history is of no known kind")
    }
    let author = AuthorValue(author)
    var entry = StateDocument.Entry(
      begun: BegunEntry(
        number: number, kind: kind, author: author, start: try start?.start(kind, by: author),
        link: link),
      serial: serial, startedAt: Instant(secondsSince1970: startedAt))
    entry.end = end.map { end in
      HistoryEnd(
        outcome: end.stopped.map { .stopped($0) } ?? .done, serial: end.serial,
        at: Instant(secondsSince1970: end.at))
    }
    entry.operations = try (operations ?? []).map { try $0.operation() }
    entry.runs = try (journal ?? []).map { try $0.run() }
    return entry
  }
}

/// The value that a form of the same name is of.
typealias AuthorValue = Author

extension Author {
  fileprivate init(_ form: DocumentForm.Author) {
    self.init(
      user: form.user, host: form.host, runURL: form.run, commit: form.commit,
      toolVersion: form.version)
  }
}

extension DocumentForm.Start {
  init(_ start: ApplyStart) {
    let summary = start.summary
    self.init(
      plan: start.planDigest, configuration: start.configurationDigest,
      summary: [
        summary.create, summary.update, summary.replace, summary.archive, summary.unchanged,
      ],
      overrides: start.overrides.isEmpty ? nil : start.overrides.map { [$0.code, $0.reason] },
      marks: start.marks.isEmpty
        ? nil
        : Dictionary(start.marks.map { ($0.key.rawValue, $0.value) }) { first, _ in first },
      review: start.review.map { String(decoding: $0.json, as: UTF8.self) },
      continues: start.review?.continues)
  }

  func start(_ kind: ApplyRecord.Kind, by author: Author) throws -> ApplyStart {
    guard summary.count == 5, (overrides ?? []).allSatisfy({ $0.count == 2 }) else {
      throw DocumentForm.Damage(detail: "how an apply began cannot be told")
    }
    var counts = PlanSummary()
    (counts.create, counts.update, counts.replace) = (summary[0], summary[1], summary[2])
    (counts.archive, counts.unchanged) = (summary[3], summary[4])
    var start = ApplyStart(
      author: author, planDigest: plan, configurationDigest: configuration, summary: counts,
      overrides: (overrides ?? []).map { OverrideRecord(code: $0[0], reason: $0[1]) })
    start.kind = kind
    for (word, id) in marks ?? [:] {
      guard let kind = ResourceKind(rawValue: word) else {
        throw DocumentForm.Damage(detail: "an apply marks no known kind")
      }
      start.marks[kind] = id
    }
    if let review {
      guard let known = Review(json: Array(review.utf8), continues: continues) else {
        throw DocumentForm.Damage(detail: "what was approved of an apply cannot be told")
      }
      start.review = known
    }
    return start
  }
}

extension DocumentForm.End {
  init(_ end: HistoryEnd) {
    let stopped: String? = if case .stopped(let reason) = end.outcome { reason } else { nil }
    self.init(stopped: stopped, serial: end.serial, at: end.at.secondsSince1970)
  }
}

extension DocumentForm.Operation {
  init(_ operation: StateDocument.Operation) {
    self.init(
      sequence: operation.sequence, kind: operation.kind.rawValue,
      address: operation.address.description, id: operation.id,
      fields: String(decoding: operation.fieldsJSON, as: UTF8.self),
      outcome: operation.outcomeJSON.map { String(decoding: $0, as: UTF8.self) })
  }

  func operation() throws -> StateDocument.Operation {
    guard let address = Address(parsing: address), let kind = OperationRecord.Kind(rawValue: kind)
    else { throw DocumentForm.Damage(detail: "an operation names no resource") }
    return StateDocument.Operation(
      sequence: sequence, kind: kind, address: address, id: id, fieldsJSON: Array(fields.utf8),
      outcomeJSON: outcome.map { Array($0.utf8) })
  }
}

extension DocumentForm.Run {
  init(_ run: StateDocument.Run) {
    let kept = run.run
    self.init(
      entry: kept.entry, first: kept.first, last: kept.last == kept.first ? nil : kept.last,
      phase: kept.phase.rawValue, id: kept.id, error: kept.error,
      deadline: kept.deadline.map { deadline in
        .init(
          wall: deadline.recorded.wall.milliseconds, boot: deadline.recorded.bootID,
          monotonic: deadline.recorded.monotonic.milliseconds, span: deadline.span.milliseconds)
      },
      step: kept.step.map { step in
        .init(position: step.position, name: step.step.name, private: step.step.values.form)
      }, serial: run.serial, at: run.at.secondsSince1970)
  }

  func run() throws -> StateDocument.Run {
    guard let phase = JournalRun.Phase(rawValue: phase) else {
      throw DocumentForm.Damage(detail: "an operation is in no known phase")
    }
    let last = last ?? first
    guard first <= last else {
      throw DocumentForm.Damage(detail: "a run of operations is empty")
    }
    let run = JournalRun(
      entry: entry, first...last, phase, id: id, error: error,
      deadline: deadline.map { deadline in
        EffectDeadline(
          recorded: MachineTime(
            wall: .milliseconds(deadline.wall), bootID: deadline.boot,
            monotonic: .milliseconds(deadline.monotonic)), span: .milliseconds(deadline.span))
      },
      step: step.map { step in
        JournalRun.Step(
          position: step.position,
          step: OperationStep(step.name, PrivateValues(step.private ?? [:])))
      })
    return StateDocument.Run(run: run, serial: serial, at: Instant(secondsSince1970: at))
  }
}
