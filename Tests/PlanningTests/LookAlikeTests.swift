import AdsModel
import Diagnostics
import Planning
import Testing

/// What is on the account, nobody's, and just what a managed resource is.
struct LookAlikeTests {
  private static let project = ThreeWay()

  private static func id(_ address: Address, _ state: StoredState) -> String {
    state.resources.first { $0.address == address }?.id ?? ""
  }

  /// A copy of what is live under an address, with other fields and under another id.
  private static func copy(
    of address: Address, id: String = "900", in project: ThreeWay = project,
    _ change: (inout LiveResource) -> Void = { _ in }
  ) -> LiveResource {
    let account = project.account
    guard var live = account[address.kind, Self.id(address, project.state)] else {
      preconditionFailure("the sample has \(address)")
    }
    live.id = id
    change(&live)
    return live
  }

  private static func draft(
    _ strangers: [LiveResource], _ project: ThreeWay = project,
    _ options: PlanOptions = PlanOptions()
  ) -> PlanDraft {
    let account = project.account
    return PlanDraft(
      manifest: project.declared.manifest, state: project.state,
      live: LiveAccount(Array(account.resources.values) + strangers, carried: account.carried),
      options: options, now: ThreeWay.now)
  }

  @Test(arguments: [ThreeWay.campaign, ThreeWay.women, ThreeWay.hero, ThreeWay.sofa])
  func `a copy of each kind is named with both ids`(_ address: Address) throws {
    let draft = Self.draft([Self.copy(of: address)])
    #expect(draft.complaints == ["account.look_alike \(address)"])
    let diagnostic = try #require(draft.diagnostics.first)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.message.contains("\(address.kind.title) 900"))
    #expect(diagnostic.message.contains(Self.id(address, Self.project.state)))
    #expect(diagnostic.span != nil)
  }

  @Test func `the message and the hint say it all`() {
    let draft = Self.draft([Self.copy(of: ThreeWay.women), Self.copy(of: ThreeWay.sofa)])
    #expect(
      draft.diagnostics.map(\.message) == [
        "ad group 900 \"women\" on Pinterest is nobody's and holds just what ad_group/spring/women holds, which is 2; it is active",
        "keyword 900 \"sofa\" on Pinterest is nobody's and holds just what keyword/spring/women/broad/sofa holds, which is \(Self.id(ThreeWay.sofa, Self.project.state)); it is active",
      ])
    #expect(
      draft.diagnostics.map(\.hint) == [
        "archive it with `pinplan retire 900`, adopt it under another key with `pinplan import --only ad_group/spring/KEY=900`, or let it be with --override account.look_alike --reason TEXT",
        "archive it with `pinplan retire 900`, or let it be with --override account.look_alike --reason TEXT",
      ])
  }

  @Test func `a paused copy is one as well`() {
    let paused = Self.copy(of: ThreeWay.hero) {
      $0.status = .paused
      $0.fields[.status] = .text("paused")
    }
    #expect(Self.draft([paused]).complaints == ["account.look_alike ad/spring/women/hero"])
  }

  @Test func `what is archived, differs, or lies elsewhere is no copy`() {
    let strangers = [
      Self.copy(of: ThreeWay.hero, id: "901") { $0.status = .archived },
      Self.copy(of: ThreeWay.hero, id: "902") { $0.fields[.name] = .text("another") },
      Self.copy(of: ThreeWay.hero, id: "903") { $0.parentID = "77" },
      Self.copy(of: ThreeWay.women, id: "904") { $0.fields[.locations] = .list(["GB"]) },
      Self.copy(of: ThreeWay.women, id: "905") { $0.uncarried = ["it is a draft"] },
      Self.copy(of: ThreeWay.sofa, id: "906") { $0.fields[.match] = .text("exact") },
    ]
    #expect(Self.draft(strangers).complaints == [])
  }

  @Test func `two ads that are alike and both managed are no copies`() {
    var project = ThreeWay()
    let twins = "{ hero: { pin: \"1\" }, more: { pin: \"1\" } }"
    project.declared = .with { $0.ads = twins }
    project.stored = project.declared
    project.live = project.declared
    #expect(Self.draft([], project).complaints == [])
    let third = Self.copy(of: ThreeWay.hero, in: project)
    #expect(Self.draft([third], project).complaints == ["account.look_alike ad/spring/women/hero"])
  }

  @Test func `the stored and the live values of the managed one will both do`() {
    var project = ThreeWay()
    project.live = .with { $0.adGroup = "bid: 0.50" }
    project.options.overwritesDrift = true
    let stored = Self.copy(of: ThreeWay.women)
    let live = Self.copy(of: ThreeWay.women, id: "901", in: project)
    let draft = Self.draft([stored, live], project, project.options)
    #expect(
      draft.complaints == [
        "account.look_alike ad_group/spring/women", "account.look_alike ad_group/spring/women",
      ])
  }

  @Test func `an ad's URL is compared whole, wherever its parameters are written`() {
    var project = ThreeWay()
    project.declared = .with {
      $0.ads =
        "{ hero: { pin: \"1\", destination_url: \"https://n.example/a\", tracking_params: { u: p } } }"
    }
    project.stored = project.declared
    project.live = project.declared
    let copy = Self.copy(of: ThreeWay.hero, in: project) {
      $0.fields[.trackingParams] = nil
      $0.fields[.destinationURL] = .text("https://n.example/a?u=p")
    }
    #expect(Self.draft([copy], project).complaints == ["account.look_alike ad/spring/women/hero"])
  }

  @Test func `a campaign is not created under the name of one that is nobody's`() throws {
    let manifest = ThreeWay.Version().manifest
    let stranger = Self.copy(of: ThreeWay.campaign) {
      $0.fields[.dailyBudget] = .money(Money(micros: 75_000_000))
      $0.fields[.start] = .day(ThreeWay.now.day)
    }
    let draft = PlanDraft(
      manifest: manifest, state: nil,
      live: LiveAccount([stranger], carried: Catalogue.carried), options: PlanOptions(),
      now: ThreeWay.now)
    let diagnostic = try #require(draft.diagnostics.first)
    #expect(draft.complaints == ["account.already_there campaign/spring"])
    #expect(
      diagnostic.message == """
        campaign 900 "spring" on Pinterest is nobody's and carries the name of campaign/spring, \
        which is to be created; it is active, 75.00 a day, from \(ThreeWay.now.day)
        """)
    #expect(
      diagnostic.hint == """
        take it over with `pinplan import --only campaign/spring=900`, archive it with \
        `pinplan retire 900 --first-run`, or create a second one with --override \
        account.already_there --reason TEXT
        """)
  }

  @Test func `what is created below a managed parent and is there already is named`() {
    var project = ThreeWay()
    project.stored = .with {
      $0.ads = "{ more: { pin: \"2\" } }"
      $0.keywords = "[lamp]"
    }
    project.live = project.stored
    let full = Self.project
    let strangers = [
      Self.copy(of: ThreeWay.hero, id: "901", in: full) { $0.parentID = "2" },
      Self.copy(of: ThreeWay.sofa, id: "902", in: full) { $0.parentID = "2" },
      Self.copy(of: ThreeWay.hero, id: "903", in: full) {
        $0.parentID = "2"
        $0.fields[.pin] = .text("3")
      },
    ]
    let draft = Self.draft(strangers, project)
    #expect(Self.id(ThreeWay.women, project.state) == "2")
    #expect(
      draft.diagnostics.map(\.message) == [
        "keyword 902 \"sofa\" on Pinterest is nobody's and is just what keyword/spring/women/broad/sofa is to be; it is active",
        "ad 901 on Pinterest is nobody's and is just what ad/spring/women/hero is to be; it is active",
      ])
  }

  @Test func `while an earlier apply is open both are warnings`() {
    var options = PlanOptions()
    options.isUnsettled = true
    let draft = Self.draft([Self.copy(of: ThreeWay.hero)], Self.project, options)
    #expect(draft.diagnostics.map(\.severity) == [.warning])
    #expect(
      draft.diagnostics.map(\.hint) == [
        "it may be what an earlier apply was cut off over: `pinplan apply` finds out before anything else"
      ])
  }
}
