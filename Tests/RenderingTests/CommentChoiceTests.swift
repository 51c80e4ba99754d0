import AdsModel
import Outcomes
import Planning
import TestSupport
import Testing

@testable import Rendering

/// One comment a project, written anew in its place, and never by an older run.
struct CommentChoiceTests {
  private static let account = Account(name: "northwind-uk", country: "GB", currency: .gbp)

  /// A report whose text is `body`, by a run.
  private func report(
    _ body: String = "a plan", run: String? = "100.1", head: String = "ffff",
    project: String? = "ads", kind: FoundMarker.Kind = .plan, time: Int64 = 0,
    account: String = "northwind-uk", outcome: FoundMarker.Outcome? = nil, digest: String? = nil
  ) -> String {
    var options = MarkdownOptions(
      headCommit: head, time: Instant(secondsSince1970: time), project: project)
    options.isOfJob = true
    options.run = run
    var owner = Self.account
    owner.name = account
    let marker = ReportMarker(
      kind: kind, target: kind == .plan ? .local : nil, account: kind == .plan ? owner : nil,
      digest: digest, outcome: outcome, options: options)
    return "\(body)\n\n" + marker.text(for: body)
  }

  private func choice(_ own: String, _ comments: String...) throws -> CommentChoice {
    CommentChoice.choose(for: try #require(FoundMarker(in: own)), among: comments)
  }

  @Test func `the first report is posted, beside those of others`() throws {
    #expect(try choice(report()) == .post)
    let apply = report(kind: .apply)
    #expect(try choice(report(), "hello", report(project: "twin"), apply) == .post)
  }

  @Test func `the next one takes its place`() throws {
    let next = report("another", run: "101.1")
    #expect(try choice(next, "hello", report(), report(project: "twin")) == .replace(1))
  }

  @Test(arguments: ["100.2", "101.1", "1000.1", "99999999999.1"])
  func `an older run writes nothing, however late it comes`(_ run: String) throws {
    #expect(
      try choice(report("older", time: 1000), report(run: run, time: 0)) == .leave(0, .laterRun))
  }

  @Test func `where a run is not known the time tells`() throws {
    let stored = report(run: nil, time: 500)
    #expect(try choice(report("x", time: 499), stored) == .leave(0, .laterRun))
    #expect(try choice(report("x", time: 500), stored) == .replace(0))
    #expect(try choice(report("x", run: "bad", time: 499), stored) == .leave(0, .laterRun))
  }

  @Test func `what says the same of the same commit stays`() throws {
    #expect(try choice(report(run: "101.1", time: 9), report()) == .leave(0, .sameText))
    #expect(try choice(report(run: "101.1", head: "eeee"), report()) == .replace(0))
  }

  @Test func `of two that were written at once the newer one goes on`() throws {
    #expect(try choice(report("x", run: "103.1"), report(run: "102.1"), report("y")) == .replace(0))
  }

  @Test func `a project whose folder is not known is known by its account`() throws {
    let stored = report(project: nil)
    #expect(try choice(report("x", run: "101.1"), stored) == .replace(0))
    #expect(try choice(report("x", run: "101.1", account: "other"), stored) == .post)
  }

  @Test func `what was applied stays told`() throws {
    func result(_ outcome: FoundMarker.Outcome, _ run: String) -> String {
      report("\(outcome) \(run)", run: run, kind: .apply, outcome: outcome)
    }
    for own in [FoundMarker.Outcome.nothing, .untouched] {
      #expect(
        try choice(result(own, "101.1"), result(.done, "100.1")) == .leave(0, .alreadyApplied))
      #expect(try choice(result(own, "101.1"), result(.stopped, "100.1")) == .replace(0))
    }
    #expect(try choice(result(.done, "101.1"), result(.done, "100.1")) == .replace(0))
    #expect(try choice(result(.stopped, "101.1"), result(.done, "100.1")) == .replace(0))
  }

  @Test func `the reviewed digest is that of the newest plan of the project`() throws {
    let own = try #require(FoundMarker(in: report()))
    func reviewed(_ comments: String...) -> String? {
      comments.compactMap { FoundMarker(in: $0) }.reviewedDigest(of: own)
    }
    #expect(reviewed() == nil)
    #expect(reviewed(report(digest: "aa"), report(project: "twin", digest: "bb")) == "aa")
    #expect(reviewed(report(run: "102.1", digest: "aa"), report(digest: "bb")) == "aa")
    #expect(reviewed(report(digest: "aa"), report(run: "101.1")) == nil, "the newest has none")
    #expect(reviewed(report(kind: .apply, digest: "aa")) == nil)
    #expect(reviewed(report(account: "other", digest: "aa")) == nil, "another account's")
  }

  @Test func `a marker is the last line, and nothing else is one`() throws {
    let text = report()
    #expect(FoundMarker(in: text.replacing("\n", with: "\r\n") + "\r\n  \r\n") != nil)
    #expect(FoundMarker(in: text + "and more") == nil)
    #expect(FoundMarker(in: "") == nil)
    for line in ["<!-- pinplan {} -->", "<!-- pinplan {\"kind\":\"x\"} -->", "<!-- pinplan [] -->"]
    {
      #expect(FoundMarker(in: line) == nil, "\(line)")
    }
    // However somebody names things, no other line of a report is one.
    for name in HostileMarkup.all {
      let marker = ReportMarker(
        kind: .plan, target: .local, account: Account(name: name, country: "GB", currency: .gbp),
        options: MarkdownSamples.options())
      let line = marker.text(for: "")
      #expect(line.split(separator: "\n").count == 1)
      #expect(FoundMarker(in: line) != nil, "\(name)")
    }
  }

  @Test func `a marker names run and outcome of a job alone`() {
    #expect(report().contains(#""time":"1970-01-01T00:00:00Z","run":"100.1"} -->"#))
    #expect(
      report(kind: .apply, outcome: .done).contains(#""run":"100.1","outcome":"done"} -->"#))
    #expect(report(run: nil).hasSuffix("00Z\"} -->\n"))
  }
}
