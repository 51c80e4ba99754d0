/// Merge requests of GitLab, by its REST API.
struct GitLabReviews: ReviewService {
  let longestComment = 1_000_000
  private let client: ReviewClient
  private let project: String
  /// None for whoever the token is of.
  private let author: String?

  init(_ client: ReviewClient, project: String, author: String?) {
    self.client = client
    self.project = project
    self.author = author
  }

  func name(of request: Int) -> String { "!\(request)" }

  func comments(on request: Int) async throws(ReviewError) -> [ReviewComment] {
    let author = if let author { author } else { try await whoAmI() }
    let all = try await client.list(
      "/projects/{id}/merge_requests/{iid}/notes", [project, "\(request)"],
      query: [("sort", "asc"), ("order_by", "created_at")], of: Note.self)
    return all.filter { $0.author?.username == author }.map { comment($0) }
  }

  func post(_ text: String, on request: Int) async throws(ReviewError) -> ReviewComment {
    comment(
      try await client.read(
        .post, "/projects/{id}/merge_requests/{iid}/notes", [project, "\(request)"],
        body: ["body": text]))
  }

  func replace(_ comment: ReviewComment, on request: Int, with text: String)
    async throws(ReviewError)
  {
    let _: Note = try await client.read(
      .put, "/projects/{id}/merge_requests/{iid}/notes/{note}",
      [project, "\(request)", comment.id], body: ["body": text])
  }

  /// A fast-forward makes no commit of its own: the request's last one is the merged one then.
  func requests(of commit: String) async throws(ReviewError) -> [ReviewRequest] {
    try await client.list(
      "/projects/{id}/repository/commits/{sha}/merge_requests", [project, commit],
      of: MergeRequest.self
    ).map { found in
      ReviewRequest(
        number: found.iid, isMerged: found.state == "merged",
        madeCommit: [found.mergeCommitSha, found.squashCommitSha, found.sha].contains(commit))
    }
  }

  private func whoAmI() async throws(ReviewError) -> String {
    let user: User = try await client.read(.get, "/user", [])
    guard let name = user.username else { throw .unreadable("username is missing") }
    return name
  }

  private func comment(_ found: Note) -> ReviewComment {
    ReviewComment(id: found.id, found.body, by: found.author?.username, expecting: author)
  }

  private struct User: Decodable { let username: String? }

  private struct Note: Decodable {
    let id: Int64
    let body: String?
    let author: User?
  }

  private struct MergeRequest: Decodable {
    let iid: Int
    let state: String?
    let mergeCommitSha: String?
    let squashCommitSha: String?
    let sha: String?
  }
}
