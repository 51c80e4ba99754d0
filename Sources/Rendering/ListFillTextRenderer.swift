import AdsModel
import Diagnostics
import Outcomes

/// Shows who `audience add`, `remove` and `replace` bring onto a list and off it, and what came of it.
public struct ListFillTextRenderer: Sendable {
  public init() {}

  /// What the file has, who comes and who goes, and who is known to be there.
  func renderQuestion(_ fill: ListFill) -> String {
    guard let read = fill.read, let counts = fill.counts else { return "" }
    var rows = [
      ("Audience", "\(fill.address)"), ("File", Printable.text(fill.file)),
      ("Distinct", Amounts.grouped(read.distinct)),
    ]
    if let suppressed = fill.suppressed, suppressed > 0 {
      rows.append(("Opted out", "\(Amounts.grouped(suppressed)) of them"))
    }
    if fill.operation != .remove || counts.added > 0 {
      rows.append(("Put on it", Amounts.grouped(counts.added)))
    }
    if fill.operation != .add || counts.removed > 0 {
      rows.append(("Taken out", Amounts.grouped(counts.removed)))
    }
    rows.append(
      (
        "Known on it",
        "\(Amounts.grouped(counts.knownBefore)) -> \(Amounts.grouped(counts.knownAfter))"
      ))
    return rows.map { $0.padded(to: 13) + $1 + "\n" }.joined() + "\n"
  }

  /// What came of it; nothing where it failed, which is no result.
  func renderResult(_ fill: ListFill) -> String {
    switch fill.outcome {
    case .nothing: "Nobody comes to \(fill.address) or goes; nothing was written.\n"
    case .notApproved: "Not approved; nothing was written.\n"
    case .failed: ""
    case .done: "\(sentence(fill)).\nState serial \(fill.serial ?? 0).\n"
    }
  }

  private func sentence(_ fill: ListFill) -> String {
    guard let counts = fill.counts else { return "" }
    let added = "Put \(people(counts.added)) on \(fill.address)"
    let removed = "took \(people(counts.removed)) out"
    if counts.removed == 0 { return added }
    return counts.added == 0
      ? "Took \(people(counts.removed)) out of \(fill.address)" : "\(added), and \(removed)"
  }

  private func people(_ count: Int) -> String {
    count == 1 ? "1 person" : "\(Amounts.grouped(count)) people"
  }

  /// Why it is not done, or not all of it.
  public func renderFailure(_ fill: ListFill) -> String {
    "\(fill.address) is not as ordered: \(Printable.text(fill.error ?? "")); the same command again finishes it, as sending somebody twice does no harm"
  }
}
