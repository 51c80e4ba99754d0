import AdsModel
import ManifestModel
import ManifestWriting
import Testing

/// A campaign as a careful hand writes it.
private let tidy = """
  # Spring, agreed on 12 October
  campaigns:
    spring:
      name: Spring sale   # as in the brief
      objective: traffic
      ad_groups:
        uk:
          schedule: { start: 2027-03-01, end: 2027-03-31 }   # both included
          budget: { daily: 25.00 }
          bid: 0.35        # agreed with Ana
          targeting:
            locations: [GB, IE]
            ages:
              - 25-34      # the core
              - 35-44
            audiences: { include: [visitors] }
          keywords:
            - velvet sofa
            - { text: corner sofa, match: exact, bid: 0.50 }
          ads:
            hero:
              pin: "813744226420795884"
              name: 'Velvet "hero"'
              tracking_params: { utm_source: pinterest, utm_medium: cpc }

  audiences:
    visitors: { type: external, id: "2542620905475" }
    buyers: { type: external, id: "2542620905476" }

  """

@Test func `one scalar changes and its comment stays`() {
  let edited = Edited(tidy, [ManifestEdit(group, .bid, money(40))])
  #expect(
    edited.changedLines == [
      "-        bid: 0.35        # agreed with Ana", "+        bid: 0.40        # agreed with Ana",
    ])
  #expect(edited.refusals == [])
  #expect(edited.edits.pulled.map(\.line) == [10])
}

@Test(
  arguments: [
    (group, FieldPath.dailyBudget, money(3050), "        budget: { daily: 30.50 }"),
    (
      group, .end, day("2027-04-30"),
      "        schedule: { start: 2027-03-01, end: 2027-04-30 }   # both included"
    ),
    (group, .bid, .text("automatic"), "        bid: automatic        # agreed with Ana"),
    (group, .locations, .list(["IE", "GB", "US"]), "          locations: [GB, IE, US]"),
    (group, .locations, .list(["NO"]), #"          locations: ["NO"]"#),
    (group, .locations, .list(["IE"]), "          locations: [IE]"),
    (
      group, .includedAudiences, .list(["buyers"]), "          audiences: { include: [buyers] }"
    ),
    (
      group, .excludedAudiences, .list(["buyers"]),
      "          audiences: { include: [visitors], exclude: [buyers] }"
    ),
    (hero, .name, .text("It's new"), "            name: 'It''s new'"),
    (hero, .name, .text("new\u{202E}\n"), #"            name: "new\u202E\n""#),
    (hero, .pin, .text("99"), #"            pin: "99""#),
    (
      hero, .trackingParams, .list(["utm_source=pinterest", "utm_medium=a b"]),
      "            tracking_params: { utm_source: pinterest, utm_medium: a b }"
    ),
    (
      hero, .trackingParams, .list(["utm_medium=cpc"]),
      "            tracking_params: { utm_medium: cpc }"
    ),
    (
      .keyword(in: group, .exact, "corner sofa"), .bid, money(75),
      "          - { text: corner sofa, match: exact, bid: 0.75 }"
    ),
    (spring, .name, .text("2027"), #"    name: "2027"   # as in the brief"#),
    (spring, .name, .text("Sofas: new"), #"    name: "Sofas: new"   # as in the brief"#),
    (spring, .name, .text("Sofas, new"), "    name: Sofas, new   # as in the brief"),
  ] as [(Address, FieldPath, FieldValue, String)])
func `a value changes in its line`(
  address: Address, path: FieldPath, value: FieldValue, line: String
) {
  let edited = Edited(tidy, [ManifestEdit(address, path, value)])
  #expect(edited.changedLines.filter { $0.hasPrefix("+") } == ["+" + line])
  #expect(edited.changedLines.count == 2)
  #expect(edited.refusals == [])
}

@Test(
  arguments: [
    (spring, FieldPath.status, FieldValue.text("paused"), ["    status: paused"]),
    (spring, .dailyLimit, money(20000), ["    spend_limit: { daily: 200.00 }"]),
    (group, .name, .text("Größe & mehr"), ["        name: Größe & mehr"]),
    (group, .placement, .text("search"), ["        placement: search"]),
    (group, .interests, .list(["home_decor", "1"]), [#"          interests: [home_decor, "1"]"#]),
    (group, .devices, .list(["ipad"]), ["          devices: [ipad]"]),
    (
      group, .ages, .list(["35-44", "25-34", "65+"]), ["            - 65+"]
    ),
    (
      hero, .destinationURL, .text("https://northwind.example/a?b=1"),
      ["            destination_url: https://northwind.example/a?b=1"]
    ),
    (hero, .status, .text("paused"), ["            status: paused"]),
  ] as [(Address, FieldPath, FieldValue, [String])])
func `a value that was left out takes a line beside its siblings`(
  address: Address, path: FieldPath, value: FieldValue, lines: [String]
) {
  let edited = Edited(tidy, [ManifestEdit(address, path, value)])
  #expect(edited.changedLines == lines.map { "+" + $0 })
  #expect(edited.refusals == [])
}

@Test(
  arguments: [
    (
      group, FieldPath.end,
      [
        "-        schedule: { start: 2027-03-01, end: 2027-03-31 }   # both included",
        "+        schedule: { start: 2027-03-01 }   # both included",
      ]
    ),
    (group, .locations, ["-          locations: [GB, IE]"]),
    (
      group, .ages,
      ["-          ages:", "-            - 25-34      # the core", "-            - 35-44"]
    ),
    (group, .includedAudiences, ["-          audiences: { include: [visitors] }"]),
    (hero, .name, [#"-            name: 'Velvet "hero"'"#]),
    (
      hero, .trackingParams,
      ["-            tracking_params: { utm_source: pinterest, utm_medium: cpc }"]
    ),
  ] as [(Address, FieldPath, [String])])
func `a value that is no more is left out`(address: Address, path: FieldPath, lines: [String]) {
  let edited = Edited(tidy, [ManifestEdit(address, path, nil)])
  #expect(edited.changedLines == lines)
  #expect(edited.refusals == [])
}

@Test func `many edits of a project are made at once and in the order of the documentation`() {
  let edited = Edited(
    tidy,
    [
      ManifestEdit(group, .placement, .text("browse")),
      ManifestEdit(group, .status, .text("paused")), ManifestEdit(group, .name, .text("UK")),
      ManifestEdit(group, .dailyBudget, nil), ManifestEdit(group, .lifetimeBudget, money(70000)),
      ManifestEdit(group, .ages, .list(["45-49", "35-44"])),
      ManifestEdit(group, .devices, .list(["web"])), ManifestEdit(hero, .name, nil),
    ])
  #expect(
    edited.changedLines == [
      "-        budget: { daily: 25.00 }", "-            - 25-34      # the core",
      #"-            name: 'Velvet "hero"'"#,
      "+        name: UK", "+        status: paused", "+        placement: browse",
      "+        budget: { lifetime: 700.00 }", "+            - 45-49",
      "+          devices: [web]",
    ])
  #expect(edited.refusals == [])
}

@Test func `what is not there is written whole`() {
  let bare = """
    campaigns:
      spring:
        objective: app_install
        ad_groups:
          uk:
            bid: { cpi: 2.10 }
            schedule:
            budget: {}
            keywords: [sofa]
    """
  let edited = Edited(
    bare,
    [
      ManifestEdit(group, .bidCPI, nil), ManifestEdit(group, .bidCPC, money(40)),
      ManifestEdit(group, .dailyBudget, money(100)), ManifestEdit(group, .start, day("2027-01-01")),
      ManifestEdit(group, .locations, .list(["GB"])),
      ManifestEdit(group, .includedAudiences, .list([])),
      ManifestEdit(group, .ages, .list(["19+"])),
      ManifestEdit(spring, .status, .text("paused")),
    ])
  #expect(edited.refusals == [])
  #expect(
    edited.text == """
      campaigns:
        spring:
          objective: app_install
          status: paused
          ad_groups:
            uk:
              bid: { cpc: 0.40 }
              targeting:
                locations: [GB]
                ages: [19+]
              schedule: { start: 2027-01-01 }
              budget: { daily: 1.00 }
              keywords: [sofa]
      """)
}

@Test func `a bid changes its amount and keeps its form, or takes the form it needs`() {
  func text(_ bid: String, _ objective: String, _ edits: [(FieldPath, FieldValue?)]) -> String {
    let edited = Edited(
      "campaigns: { spring: { objective: \(objective), ad_groups: { uk: { bid: \(bid), keywords: [a] } } } }\n",
      edits.map { ManifestEdit(group, $0.0, $0.1) })
    return edited.refusals.first
      ?? String(edited.text.split(separator: "bid: ")[1].prefix { $0 != "k" })
  }
  #expect(text("{ cpc: 0.40 }", "traffic", [(.bid, money(55))]) == "{ cpc: 0.55 }, ")
  #expect(text("automatic", "traffic", [(.bid, money(55))]) == "0.55, ")
  #expect(text("2", "traffic", [(.bid, money(300))]) == "3, ")
  #expect(text("2", "traffic", [(.bid, money(350))]) == "3.50, ")
  #expect(text("{cpc: 2}", "app_install", [(.bidCPC, nil), (.bidCPI, money(300))]) == "{cpi: 3}, ")
  #expect(
    text("{cpc: 2}", "app_install", [(.bidCPC, nil), (.bid, .text("automatic"))]) == "automatic, ")
  #expect(
    text("automatic", "app_install", [(.bid, nil), (.bidCPC, money(45))]) == "{ cpc: 0.45 }, ")
}

@Test func `line ends, a byte order mark, indentation and a missing last line break stay`() {
  let windows =
    "\u{FEFF}campaigns:\r\n    spring:\r\n        objective: traffic\r\n        ad_groups:\r\n"
    + "            uk:\r\n                keywords:\r\n                - sofa\r\n"
    + "                bid: 0.35"
  let edited = Edited(
    windows,
    [
      ManifestEdit(group, .bid, money(36)), ManifestEdit(group, .dailyBudget, money(500)),
      ManifestEdit(spring, .status, .text("paused")),
    ])
  #expect(edited.refusals == [])
  #expect(
    Array(edited.text.utf8)
      == Array(
        ("\u{FEFF}campaigns:\r\n    spring:\r\n        objective: traffic\r\n"
          + "        status: paused\r\n        ad_groups:\r\n"
          + "            uk:\r\n                budget: { daily: 5.00 }\r\n"
          + "                keywords:\r\n                - sofa\r\n"
          + "                bid: 0.36").utf8))
}

@Test func `lists keep their comments and layout`() {
  let lists = """
    campaigns:
      spring:
        objective: traffic
        ad_groups:
          uk:
            bid: 1
            targeting:
              locations: [
                GB,   # home
                "NO", # next
                IE
              ]
              languages:
              - en-GB   # first

              # the rest
              - de
            keywords: [sofa]

    """
  let edited = Edited(
    lists,
    [
      ManifestEdit(group, .locations, .list(["NO", "US", "IE"])),
      ManifestEdit(group, .languages, .list(["fr", "de", "it"])),
    ])
  #expect(edited.refusals == [])
  #expect(
    edited.changedLines == [
      "-            GB,   # home", "-            IE", "-          - en-GB   # first",
      "+            IE, US", "+          - fr", "+          - it",
    ])
}
