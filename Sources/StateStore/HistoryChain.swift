import AdsModel
import Foundation
import Planning

/// How far the history got: what the next entry is chained to.
struct HistoryTip: Hashable, Sendable {
  /// The number of the last entry, 0 before the first.
  var number: Int64 = 0
  /// That entry's own; none of one that an earlier pinplan wrote.
  var link: String?
  /// How it ended; none where it was cut off, or is under way.
  var end: HistoryEnd?
}

/// How an entry of the history ended.
struct HistoryEnd: Hashable, Sendable {
  let outcome: ApplyOutcome
  let serial: Int64
  let at: Instant
}

/// The hash chain of the history: each entry has a digest over what it says of itself and how the one
/// before ended, together with the digest of that one.
///
/// What an apply did is in it by the digest of its plan. Entries that an earlier pinplan wrote have none, and
/// the chain begins after them.
enum HistoryChain {
  /// The link of an entry that begins at a serial, after another one.
  static func link(
    of entry: BegunEntry, serial: Int64, startedAt: Instant, after tip: HistoryTip
  ) -> String {
    let isApply = entry.kind == .apply
    let (summary, author) = (entry.start?.summary ?? PlanSummary(), entry.author)
    let facts = Facts(
      before: tip.link, beforeEnded: tip.end.map(DocumentForm.End.init), number: entry.number,
      kind: entry.kind.rawValue, author: DocumentForm.Author(author),
      plan: isApply ? entry.start?.planDigest : nil,
      configuration: isApply ? entry.start?.configurationDigest : nil,
      summary: [
        summary.create, summary.update, summary.replace, summary.archive, summary.unchanged,
      ],
      overrides: (entry.start?.overrides ?? []).map { [$0.code, $0.reason] }, serial: serial,
      startedAt: startedAt.secondsSince1970)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(facts) else {
      preconditionFailure("texts and whole numbers can be encoded")
    }
    return Digest.sha256(Array(bytes))
  }

  private struct Facts: Encodable {
    let before: String?
    let beforeEnded: DocumentForm.End?
    let number: Int64
    let kind: String
    let author: DocumentForm.Author
    let plan: String?
    let configuration: String?
    let summary: [Int]
    let overrides: [[String]]
    let serial: Int64
    let startedAt: Int64
  }
}

extension StateDocument {
  /// What the next entry is chained to.
  var tip: HistoryTip { history.last?.tip ?? HistoryTip() }

  /// The numbers of the entries whose link is not that of what stands there.
  var brokenLinks: [Int64] {
    var tip = HistoryTip()
    var broken: [Int64] = []
    for entry in history {
      let expected = HistoryChain.link(
        of: entry.begun, serial: entry.serial, startedAt: entry.startedAt, after: tip)
      // One that has none is of an earlier version, which wrote nothing after one that has.
      let isOld = entry.begun.link == nil && tip.link == nil
      if !isOld, entry.begun.link != expected { broken.append(entry.begun.number) }
      tip = entry.tip
    }
    return broken
  }
}

extension StateDocument.Entry {
  fileprivate var tip: HistoryTip { HistoryTip(number: begun.number, link: begun.link, end: end) }
}
