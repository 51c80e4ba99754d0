import Synchronization
import Testing

@testable import PinterestAPI

/// Comments and requests, as GitHub and GitLab serve them, and what goes wrong with that.
struct ReviewServiceTests {
  private final class Server: Sendable {
    let requests = Mutex<[APIRequest]>([])
    let slept = Mutex<[Duration]>([])
    let replies: Mutex<[Script.Reply]>

    init(_ replies: [Script.Reply]) { self.replies = Mutex(replies) }

    var client: ReviewClient {
      ReviewClient(
        transport: { (request, token) throws(TransportFailure) in
          #expect(token == AccessToken("geheim"))
          self.requests.withLock { $0.append(request) }
          return try self.replies.withLock { replies throws(TransportFailure) in
            guard !replies.isEmpty else { throw TransportFailure.notSent("the script is over") }
            return try replies.removeFirst().get()
          }
        }, token: AccessToken("geheim"),
        sleep: { time in self.slept.withLock { $0.append(time) } })
    }

    var gitHub: any ReviewService {
      GitHubReviews(client, repository: "shop/ads.config", author: GitHubReviews.author)
    }

    func gitLab(_ author: String? = nil) -> any ReviewService {
      GitLabReviews(client, project: "9", author: author)
    }

    var heard: [String] {
      requests.withLock { $0.map { "\($0.method.rawValue) \($0.target)" } }
    }
  }

  private func gitHubComment(_ id: Int, by login: String?, _ body: String = "hello") -> String {
    let user = login.map { #"{"login":"\#($0)"}"# } ?? "null"
    return #"{"id":\#(id),"body":"\#(body)","user":\#(user)}"#
  }

  private func page(_ items: [String]) -> Script.Reply { .ok("[\(items.joined(separator: ","))]") }

  private func error<Value>(_ body: () async throws(ReviewError) -> Value) async -> ReviewError? {
    do throws(ReviewError) { _ = try await body() } catch { return error }
    return nil
  }

  @Test func `all comments are read, over all pages, and ours are kept`() async throws {
    let all = (1...300).map {
      gitHubComment($0, by: $0 % 100 == 7 ? "github-actions[bot]" : $0 == 8 ? nil : "ana")
    }
    // A page may be shorter than asked for.
    let server = Server([
      page(Array(all[..<100])), page(Array(all[100..<150])), page(Array(all[150...])), page([]),
    ])
    let comments = try await server.gitHub.comments(on: 7)
    #expect(comments.map(\.id) == ["7", "107", "207"])
    #expect(
      server.heard.first == "GET /repos/shop/ads%2Econfig/issues/7/comments?per_page=100&page=1")
    #expect(server.heard.last?.hasSuffix("page=4") == true)
  }

  @Test func `on GitLab ours are those of whoever the token is of`() async throws {
    let notes = ["ana", "project_9_bot"].enumerated().map {
      #"{"id":\#($0),"body":"x","author":{"username":"\#($1)"}}"#
    }
    let server = Server([.ok(#"{"username":"project_9_bot"}"#), page(notes), page([])])
    #expect(try await server.gitLab().comments(on: 7).map(\.id) == ["1"])
    #expect(server.heard.first == "GET /user")
    let named = Server([page(notes), page([])])
    #expect(try await named.gitLab("ana").comments(on: 7).map(\.id) == ["0"])
  }

  @Test func `a comment is written as each service has it`() async throws {
    let server = Server([
      .ok(gitHubComment(5, by: "github-actions[bot]")), .ok(gitHubComment(5, by: "ana")),
      .ok(gitHubComment(5, by: "ana")),
    ])
    #expect(try await server.gitHub.post("a \"b\"", on: 7) == ReviewComment(id: "5", text: "hello"))
    #expect(try await server.gitHub.post("a", on: 7).strangeAuthor == "ana")
    try await server.gitHub.replace(ReviewComment(id: "5", text: ""), on: 7, with: "c")
    #expect(
      server.heard == [
        "POST /repos/shop/ads%2Econfig/issues/7/comments",
        "POST /repos/shop/ads%2Econfig/issues/7/comments",
        "PATCH /repos/shop/ads%2Econfig/issues/comments/5",
      ])
    #expect(server.requests.withLock { $0[0].body } == Array(#"{"body":"a \"b\""}"#.utf8))
    let gitLab = Server([.ok(#"{"id":5,"body":"c"}"#)])
    try await gitLab.gitLab("x").replace(ReviewComment(id: "5", text: ""), on: 7, with: "c")
    #expect(gitLab.heard == ["PUT /projects/9/merge_requests/7/notes/5"])
  }

  @Test(arguments: [
    (401, #"{"message":"Bad credentials"}"#, #"the service answered 401: "Bad credentials""#, true),
    (
      403, #"{"message":"Resource not accessible by integration"}"#,
      #"the service answered 403: "Resource not accessible by integration""#, true
    ),
    (404, #"{"error":"404 Not Found"}"#, #"the service answered 404: "404 Not Found""#, true),
    (
      422, #"{"message":"\u001b[31m geheim is too long"}"#,
      #"the service answered 422: "\x1b[31m <redacted> is too long""#, false
    ),
    (418, "<html>", "the service answered 418", false),
    (302, "", #"the service answered 302: "it leads elsewhere""#, false),
  ])
  func `a refusal is told in the service's words, and once`(
    _ status: Int, _ body: String, _ words: String, _ isAboutRights: Bool
  ) async {
    let server = Server([.status(status, body)])
    let found = await error { () throws(ReviewError) in
      try await server.gitHub.post("text", on: 7)
    }
    #expect(found.map { "\($0)" } == words)
    #expect(found?.isAboutRights == isAboutRights)
    #expect(server.heard.count == 1)
  }

  @Test func `what is read is asked again, and given up after three times`() async throws {
    let server = Server([.cut, .status(502), page([])])
    #expect(try await server.gitHub.comments(on: 7).isEmpty)
    #expect(server.slept.withLock { $0 } == [.seconds(1), .seconds(4)])
    let broken = Server([.status(500), .status(503), .status(502)])
    #expect(
      await error { () throws(ReviewError) in try await broken.gitHub.comments(on: 7) }
        == .unavailable("the service answered 502"))
  }

  @Test func `a comment that may be there is not written twice`() async {
    for reply in [Script.Reply.cut, .status(500), .ok("half")] {
      let server = Server([reply, .ok(gitHubComment(5, by: "ana"))])
      let found = await error { () throws(ReviewError) in
        try await server.gitHub.post("text", on: 7)
      }
      guard case .unanswered = found else {
        Issue.record("\(String(describing: found))")
        continue
      }
      #expect(server.heard.count == 1)
    }
  }

  @Test func `what surely was not written is written again, as late as is asked for`() async throws
  {
    let server = Server([
      .unreachable, .status(429, retryAfter: .seconds(7)), .ok(gitHubComment(5, by: "ana")),
    ])
    _ = try await server.gitHub.post("text", on: 7)
    #expect(server.slept.withLock { $0 } == [.seconds(1), .seconds(7)])
    let slow = Server([.status(403, retryAfter: .seconds(3600)), .ok(gitHubComment(5, by: "ana"))])
    _ = try await slow.gitHub.post("text", on: 7)
    #expect(slow.slept.withLock { $0 } == [.seconds(60)])
  }

  @Test func `an answer that is none is told`() async {
    let server = Server([.ok(#"[{"id":"seven"}]"#)])
    #expect(
      await error { () throws(ReviewError) in try await server.gitHub.comments(on: 7) }.map {
        "\($0)"
      }
        == "the service's answer cannot be read: [0].id has another type than described")
  }

  @Test func `a list without an end is not read for ever`() async {
    let full = page([gitHubComment(1, by: "ana")])
    let server = Server(Array(repeating: full, count: ReviewClient.mostPages))
    #expect(
      await error { () throws(ReviewError) in try await server.gitHub.comments(on: 7) }
        == .unreadable("the list has no end"))
  }

  @Test func `of the requests of a commit the merged one that made it counts`() async throws {
    func pull(_ number: Int, merged: Bool = true, _ commit: String) -> String {
      #"{"number":\#(number),"merged_at":\#(merged ? #""2026-11-22""# : "null"),"merge_commit_sha":"\#(commit)"}"#
    }
    let cases: [([String], [Int])] = [
      ([], []), ([pull(7, merged: false, "eeee")], []),
      ([pull(5, "aaaa"), pull(6, "bbbb")], [5, 6]),
      ([pull(5, "aaaa"), pull(7, "eeee"), pull(8, merged: false, "eeee")], [7]),
      ([pull(5, "aaaa")], [5]),
    ]
    for (pulls, wanted) in cases {
      let server = Server([page(pulls), page([])])
      #expect(try await server.gitHub.requests(of: "eeee").merged == wanted)
    }
    for name in ["merge_commit_sha", "squash_commit_sha", "sha"] {
      let server = Server([page([#"{"iid":7,"state":"merged","\#(name)":"dddd"}"#]), page([])])
      #expect(
        try await server.gitLab().requests(of: "dddd").contains { $0.madeCommit && $0.isMerged })
      #expect(
        server.heard[0]
          == "GET /projects/9/repository/commits/dddd/merge_requests?per_page=100&page=1")
    }
  }
}
