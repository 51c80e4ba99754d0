import Diagnostics
import Foundation
import PinterestAPI

/// Comments in a file, one below the other, each ending with its marker: for a review service that
/// something else speaks with.
struct FileReviews: ReviewService {
  let path: String
  let longestComment = 1_000_000

  /// The one request of a file.
  static let request = 1

  func name(of request: Int) -> String { path }

  func comments(on request: Int) async throws(ReviewError) -> [ReviewComment] {
    try texts().enumerated().map { ReviewComment(id: "\($0)", text: $1) }
  }

  func post(_ text: String, on request: Int) async throws(ReviewError) -> ReviewComment {
    let before = try texts()
    try write(before + [text])
    return ReviewComment(id: "\(before.count)", text: text)
  }

  func replace(_ comment: ReviewComment, on request: Int, with text: String)
    async throws(ReviewError)
  {
    var all = try texts()
    guard let index = Int(comment.id), all.indices.contains(index), all[index] == comment.text
    else { throw .unanswered("\(path) changed meanwhile") }
    all[index] = text
    try write(all)
  }

  /// Whoever hands the file on says that it was merged.
  func requests(of commit: String) async throws(ReviewError) -> [ReviewRequest] {
    [ReviewRequest(number: Self.request, isMerged: true, madeCommit: true)]
  }

  private func texts() throws(ReviewError) -> [String] {
    guard access(path, F_OK) == 0 else { return [] }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw .unavailable("\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    var texts: [String] = []
    var text = ""
    let lines = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      text += line + (index < lines.count - 1 ? "\n" : "")
      guard line.hasPrefix("<!-- pinplan {") else { continue }
      texts.append(text)
      text = ""
    }
    // What somebody else wrote below stays where it is.
    return text.isEmpty ? texts : texts + [text]
  }

  private func write(_ texts: [String]) throws(ReviewError) {
    do throws(OutputFile.Failure) {
      try OutputFile.replace(path, with: Array(texts.joined().utf8))
    } catch {
      throw .unavailable("\(path) cannot be written: \(error.reason)")
    }
  }
}
