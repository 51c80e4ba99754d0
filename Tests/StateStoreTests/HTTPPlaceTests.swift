import Foundation
import Testing

@testable import StateStore

/// Where an address leads, and who is said to be there.
struct HTTPPlaceTests {
  @Test func `GitLab's addresses lock as GitLab wants, and others by LOCK and UNLOCK`() {
    let gitLab = HTTPPlace("https://gitlab.example/api/v4/projects/7/terraform/state/ads")
    #expect(
      gitLab.lockAddress == "https://gitlab.example/api/v4/projects/7/terraform/state/ads/lock")
    #expect(gitLab.lockMethod == "POST")
    #expect(gitLab.unlockMethod == "DELETE")
    let asking = HTTPPlace("https://gitlab.example/api/v4/projects/7/terraform/state/ads?x=1")
    #expect(
      asking.lockAddress
        == "https://gitlab.example/api/v4/projects/7/terraform/state/ads/lock?x=1")
    let other = HTTPPlace("https://states.example/ads?team=7")
    #expect(other.lockAddress == "https://states.example/ads?team=7")
    #expect(other.lockMethod == "LOCK")
    #expect(other.unlockMethod == "UNLOCK")
    #expect(other.putting(under: "1") == "https://states.example/ads?team=7&ID=1")
    #expect(gitLab.putting(under: "1").hasSuffix("/ads?ID=1"))
    let own = HTTPPlace(
      "https://states.example/ads", lockAddress: "https://locks.example/ads", lockMethod: "PUT",
      unlockMethod: "DELETE")
    #expect(own.lockAddress == "https://locks.example/ads")
    #expect([own.lockMethod, own.unlockMethod] == ["PUT", "DELETE"])
  }

  @Test func `a job's token goes to its own server alone, and nothing secret is printed`() throws {
    let address = "https://gitlab.example/api/v4/projects/7/terraform/state/ads"
    let job = [
      "CI_JOB_TOKEN": "t0ken", "CI_SERVER_URL": "https://gitlab.example",
      "CI_API_V4_URL": "https://gitlab.example/api/v4",
    ]
    func header(_ address: String, _ environment: [String: String]) throws -> String? {
      try StoreCredentials.credentials(for: address, ofStateAt: address, environment)?.base64
    }
    let own = Data("gitlab-ci-token:t0ken".utf8).base64EncodedString()
    #expect(try header(address, job) == own)
    #expect(try header(address, ["CI_JOB_TOKEN": "t0ken"]) == own)
    #expect(try header(address.replacing("gitlab", with: "evil"), job) == nil)
    #expect(
      try StoreCredentials.credentials(
        for: "https://evil.example/terraform/state/lock", ofStateAt: address, job) == nil)
    #expect(try header(address.replacing("https", with: "http"), job) == nil)
    #expect(try header("https://gitlab.example/states/ads", job) == nil)
    #expect(
      try header(
        "https://states.example/ads", ["PINPLAN_STATE_USER": "a", "PINPLAN_STATE_PASSWORD": "b"])
        == Data("a:b".utf8).base64EncodedString())
    #expect(try header(address, [:]) == nil)
    #expect(
      try header(
        "https://x.example/a", ["PINPLAN_STATE_USER": "gitlab-ci-token", "CI_JOB_TOKEN": "t0ken"])
        == own)
    for (environment, message) in [
      (
        ["PINPLAN_STATE_USER": "a"],
        "PINPLAN_STATE_USER is set and PINPLAN_STATE_PASSWORD is not; set both"
      ),
      (
        ["PINPLAN_STATE_PASSWORD": "b"],
        "PINPLAN_STATE_PASSWORD is set and PINPLAN_STATE_USER is not; set both"
      ),
      (
        ["PINPLAN_STATE_USER": "gitlab-ci-token"],
        "CI_JOB_TOKEN is not set, which is the password of gitlab-ci-token; set it"
      ),
    ] {
      #expect(throws: StoreFault.notSetUp(message)) { try header(address, environment) }
    }
    let credentials = StoreCredentials(user: "a", password: "s3cret")
    var text = "\(credentials)"
    dump(credentials, to: &text)
    #expect(!text.contains("s3cret"))
  }
}
