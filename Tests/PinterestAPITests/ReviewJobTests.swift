import PinterestAPI
import Testing

/// A job is known by its environment and its event.
struct ReviewJobTests {
  private static let gitHub = [
    "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "shop/ads", "GITHUB_EVENT_NAME": "pull_request",
    "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": "eeee", "GITHUB_RUN_ID": "4711",
    "GITHUB_RUN_ATTEMPT": "2", "GITHUB_SERVER_URL": "https://github.example",
    "GITHUB_API_URL": "https://api.github.example",
  ]
  private static let gitLab = [
    "GITLAB_CI": "true", "CI_API_V4_URL": "https://gitlab.example/api/v4", "CI_PROJECT_ID": "9",
    "CI_COMMIT_SHA": "dddd", "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_PROJECT_ID": "9",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "9", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "",
    "CI_PIPELINE_ID": "100", "CI_JOB_ID": "1003",
    "CI_PROJECT_URL": "https://gitlab.example/shop/ads",
    "CI_JOB_URL": "https://gitlab.example/shop/ads/-/jobs/1003",
  ]

  private func event(_ head: String, base: String = #"{"full_name":"shop/ads"}"#) -> String {
    #"{"pull_request":{"number":7,"head":{"sha":"ffff","repo":\#(head)},"base":{"repo":\#(base)}}}"#
  }

  private func gitHub(
    _ event: String?, _ changes: [String: String] = [:]
  ) throws -> ReviewJob {
    try ReviewJob(
      .github, environment: Self.gitHub.merging(changes) { $1 }, event: event.map { Array($0.utf8) }
    )
  }

  private func gitLab(_ changes: [String: String] = [:]) throws -> ReviewJob {
    try ReviewJob(.gitlab, environment: Self.gitLab.merging(changes) { $1 }, event: nil)
  }

  @Test func `the service is known by what each job has`() {
    #expect(ReviewJob.Service(environment: Self.gitHub) == .github)
    #expect(ReviewJob.Service(environment: Self.gitLab) == .gitlab)
    #expect(ReviewJob.Service(environment: ["CI": "true", "GITHUB_ACTIONS": ""]) == nil)
  }

  @Test func `a pull request is its own number, and the commit that it ends with`() throws {
    let job = try gitHub(event(#"{"full_name":"Shop/Ads"}"#))
    #expect(job.repository == "shop/ads")
    #expect(job.request == .init(number: 7, isFromFork: false))
    #expect(job.commit == "ffff")
    #expect(job.run == "4711.2")
    #expect(job.runURL == "https://github.example/shop/ads/actions/runs/4711")
    #expect(job.sourceURL == "https://github.example/shop/ads/blob/ffff")
  }

  @Test(arguments: [#"{"full_name":"mallory/ads"}"#, "null"])
  func `a fork is one also when it is gone`(_ head: String) throws {
    let request = try #require(try gitHub(event(head)).request)
    #expect(request.isFromFork)
    #expect(request.lackOfRights == "it comes from a fork, whose job may not write comments")
  }

  @Test func `what cannot be read may be a fork`() throws {
    let job = try gitHub(nil)
    #expect(job.request?.number == 7)
    #expect(job.request?.isFromFork == true)
    #expect(job.commit == "eeee")
    #expect(try gitHub("[").request?.isFromFork == true)
  }

  @Test func `a job with the token of the base may write, whoever's commits it is of`() throws {
    let target = ["GITHUB_EVENT_NAME": "pull_request_target"]
    let fork = try gitHub(event(#"{"full_name":"mallory/ads"}"#), target)
    #expect(fork.request == .init(number: 7, isFromFork: true))
    let bot = try gitHub(
      event(#"{"full_name":"shop/ads"}"#), ["GITHUB_ACTOR": "dependabot[bot]"])
    #expect(bot.request?.lackOfRights == "a job that Dependabot starts may not write comments")
  }

  @Test func `a push is of no request`() throws {
    let job = try gitHub(
      #"{"commits":[]}"#, ["GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main"])
    #expect(job.request == nil)
    #expect(job.commit == "eeee")
  }

  @Test func `a merge request is where it goes to, and its runs are in the order of pipelines`()
    throws
  {
    let job = try gitLab()
    #expect(job.request == .init(number: 7, isFromFork: false))
    #expect(job.commit == "dddd")
    #expect(job.run == "100.1003")
    #expect(job.runURL == "https://gitlab.example/shop/ads/-/jobs/1003")
    #expect(job.sourceURL == "https://gitlab.example/shop/ads/-/blob/dddd")
    #expect(try gitLab(["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "cccc"]).commit == "cccc")
    let fork = try gitLab(["CI_PROJECT_ID": "31", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "31"])
    #expect(fork.repository == "9")
    #expect(fork.request?.isFromFork == true)
    #expect(try gitLab(["CI_MERGE_REQUEST_IID": ""]).request == nil)
  }

  private func words(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }

  @Test func `what a job lacks is named`() throws {
    #expect(
      words { _ = try gitHub(nil, ["GITHUB_REPOSITORY": ""]) }
        == "GITHUB_REPOSITORY is not set, as it is in every job of GitHub Actions; name another place with `--to`"
    )
    #expect(
      words { _ = try gitLab(["CI_API_V4_URL": ""]) }
        == "CI_API_V4_URL is not set, as it is in every job of GitLab; name another place with `--to`"
    )
    let onGitHub = try gitHub(nil)
    let onGitLab = try gitLab()
    #expect(
      words { _ = try onGitHub.connected(environment: [:], version: "1") }
        == "GITHUB_TOKEN is not set; give the step `env: { GITHUB_TOKEN: ${{ github.token }} }` and the job `permissions: { pull-requests: write }`"
    )
    #expect(
      words { _ = try onGitLab.connected(environment: [:], version: "1") }
        == "PINPLAN_TOKEN is not set; make a project access token with the scope `api` and set it as a masked variable of the project"
    )
    #expect(
      words {
        _ = try onGitHub.connected(environment: ["GITHUB_TOKEN": "geheim\nx: y"], version: "1")
      }
        == "GITHUB_TOKEN holds characters that no token has, such as a line break; set it to the bare token"
    )
    #expect(
      try onGitHub.connected(environment: ["GH_TOKEN": "geheim"], version: "1").name(of: 7) == "#7")
    #expect(
      try onGitLab.connected(environment: ["GITLAB_TOKEN": "geheim"], version: "1").name(of: 7)
        == "!7")
  }

  @Test(arguments: [
    (
      "http://api.github.example",
      "GITHUB_API_URL would send the token in the clear; write https://, http:// is for this machine only"
    ),
    ("github", "GITHUB_API_URL is not the address of an API; write one that begins with https://"),
    (
      "https://x.example/?a=b",
      "GITHUB_API_URL is not the address of an API; write one that begins with https://"
    ),
    (
      "https://ana:geheim@x.example",
      "GITHUB_API_URL has a user name in it; write the address without"
    ),
  ])
  func `an address that a token may not go to is refused`(_ address: String, _ wanted: String)
    throws
  {
    let job = try gitHub(nil, ["GITHUB_API_URL": address])
    #expect(
      words { _ = try job.connected(environment: ["GITHUB_TOKEN": "geheim"], version: "1") }
        == wanted)
  }
}
