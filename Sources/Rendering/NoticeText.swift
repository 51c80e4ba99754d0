import Diagnostics
import Outcomes

/// Notices for people.
enum NoticeText {
  /// An empty line, then a paragraph for each.
  ///
  /// That a token ends is left out: standard error says it, and before anything is done.
  static func write(_ notices: [Notice], on canvas: inout TextCanvas) {
    let shown = notices.filter { $0.code != .noticeTokenExpires }
    guard !shown.isEmpty else { return }
    canvas.endLine()
    for notice in shown {
      let isError = notice.severity == .error
      canvas.notice(
        Printable.text(notice.message), indent: 0, lead: "notice: ", isError ? .error : .note)
    }
  }
}
