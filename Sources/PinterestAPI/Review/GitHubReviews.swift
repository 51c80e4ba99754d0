/// Pull requests of GitHub, by its REST API.
struct GitHubReviews: ReviewService {
  /// GitHub counts characters, and bytes are never fewer.
  let longestComment = 65_536
  private let client: ReviewClient
  private let repository: [String]
  private let author: String

  /// Who a job writes as, with the token that GitHub gives it.
  static let author = "github-actions[bot]"

  init(_ client: ReviewClient, repository: String, author: String) {
    self.client = client
    self.repository = repository.split(separator: "/", maxSplits: 1).map(String.init)
    self.author = author
  }

  func name(of request: Int) -> String { "#\(request)" }

  func comments(on request: Int) async throws(ReviewError) -> [ReviewComment] {
    let all = try await client.list(
      "/repos/{owner}/{repo}/issues/{number}/comments", repository + ["\(request)"],
      of: Comment.self)
    return all.filter { $0.user?.login == author }.map { comment($0) }
  }

  func post(_ text: String, on request: Int) async throws(ReviewError) -> ReviewComment {
    comment(
      try await client.read(
        .post, "/repos/{owner}/{repo}/issues/{number}/comments", repository + ["\(request)"],
        body: ["body": text]))
  }

  func replace(_ comment: ReviewComment, on request: Int, with text: String)
    async throws(ReviewError)
  {
    let _: Comment = try await client.read(
      .patch, "/repos/{owner}/{repo}/issues/comments/{id}", repository + [comment.id],
      body: ["body": text])
  }

  func requests(of commit: String) async throws(ReviewError) -> [ReviewRequest] {
    try await client.list(
      "/repos/{owner}/{repo}/commits/{sha}/pulls", repository + [commit], of: Pull.self
    ).map { pull in
      ReviewRequest(
        number: pull.number, isMerged: pull.mergedAt != nil,
        madeCommit: pull.mergeCommitSha == commit)
    }
  }

  private func comment(_ found: Comment) -> ReviewComment {
    ReviewComment(id: found.id, found.body, by: found.user?.login, expecting: author)
  }

  private struct Comment: Decodable {
    struct User: Decodable { let login: String? }
    let id: Int64
    let body: String?
    let user: User?
  }

  private struct Pull: Decodable {
    let number: Int
    let mergedAt: String?
    let mergeCommitSha: String?
  }
}
