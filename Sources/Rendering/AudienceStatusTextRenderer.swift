import AdsModel
import Diagnostics
import Outcomes

/// `audience status` for people: a line for each audience, then what helps.
struct AudienceStatusTextRenderer: Sendable {
  private let style: TextStyle

  init(style: TextStyle) { self.style = style }

  func render(_ statuses: AudienceStatuses) -> String {
    guard !statuses.audiences.isEmpty else {
      return statuses.diagnostics.isEmpty ? "No audience is stored.\n" : ""
    }
    var canvas = TextCanvas(style)
    var table = TextTable([.left, .left, .left, .left])
    table.row(["audience", "type", "size", "status"])
    for audience in statuses.audiences {
      table.row([
        Printable.text(audience.address.description), audience.type?.rawValue ?? "unknown",
        size(of: audience, at: statuses.now), audience.readiness?.rawValue ?? "unknown",
      ])
    }
    table.write(on: &canvas)
    NoticeText.write(statuses.notices, on: &canvas)
    canvas.endLine()
    let (ready, count) = (statuses.readyCount, statuses.audiences.count)
    canvas.line(
      count == 1
        ? "The audience is \(ready == 1 ? "" : "not ")ready."
        : "\(Amounts.grouped(ready)) of \(Amounts.grouped(count)) audiences \(ready == 1 ? "is" : "are") ready.",
      ready == count ? .strong : .warning)
    return canvas.text
  }

  private func size(of audience: AudienceStatus, at now: Instant) -> String {
    guard audience.readiness == .initializing else {
      let unknown = audience.readiness == .tooSmall ? "under \(Limits.smallestAudience)" : "unknown"
      return audience.size.map { Amounts.grouped(String($0)) } ?? unknown
    }
    guard let wait = audience.wait else { return "pending" }
    if let end = audience.pendingUntil, end <= now {
      return "pending for more than \(wait.atMost) h"
    }
    return "pending, up to \(wait.atMost) h"
  }
}
