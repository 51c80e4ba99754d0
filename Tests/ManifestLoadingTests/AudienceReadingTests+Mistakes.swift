import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import Testing

/// What is wrong with audiences is told at its place, with what to write instead.
extension AudienceReadingTests {
  private static let missing: [(text: String, words: [String])] = [
    (
      "{ type: visitor }",
      ["audience/people has no tag | write `tag:` with the id of the Pinterest tag, in quotes"]
    ),
    (
      "{ type: customer_list }",
      [
        "audience/people has no identifiers | write `identifiers:` with one of email, maid, idfa",
        "audience/people has no source | write `source:` with the path of the list, or `sync: external` when it is filled otherwise",
      ]
    ),
    ("{ type: customer_list, identifiers: email, sync: external }", []),
    (
      "{ type: engagement }",
      ["audience/people has no engagement | write `engagement:` with one of all, optimized"]
    ),
    (
      "{ type: actalike }",
      [
        "audience/people has no country | write `country:` with a code, such as `GB`",
        "audience/people has no percentage | write `percentage:` with a whole number from 1 to 10",
        "audience/people has no seed | write `seed:` with the key of the audience to resemble",
      ]
    ),
    (
      "{ type: external, id: }",
      ["audience/people has no id | write `id: \"…\"` with the digits that Ads Manager shows"]
    ),
    (
      "{ name: People }",
      [
        "audience/people has no type | write `type:` with one of visitor, customer_list, engagement, actalike, external"
      ]
    ),
  ]

  @Test(arguments: missing)
  func `a key that the type requires is missed at the audience`(
    _ sample: (text: String, words: [String])
  ) {
    #expect(Self.words(sample.text) == sample.words.map { "2:3 field.missing: " + $0 })
  }

  private static let foreign: [(text: String, words: [String])] = [
    (
      "{ type: actalike, seed: a, country: GB, percentage: 3, retention_days: 30 }",
      [
        "3:60 yaml.unknown_key: an audience of type actalike has no key \"retention_days\" | it belongs to type `visitor` or `engagement`: take it out, or change the type"
      ]
    ),
    // Nothing is written there.
    ("{ type: external, id: \"1\", seed: , events: [] }", []),
    (
      "{ type: external, id: \"1\", thirdparty: true }",
      [
        "3:32 yaml.unknown_key: an audience of type external has no key \"thirdparty\" | did you mean `third_party`?"
      ]
    ),
    // Without a type nothing tells whose keys these are.
    (
      "{ type: visiter, tag: \"1\", sed: a }",
      [
        "3:13 field.unknown_value: type has no value \"visiter\" | did you mean `visitor`?",
        "3:32 yaml.unknown_key: an audience has no key \"sed\" | it takes type, name, description, lifecycle",
      ]
    ),
    (
      "{ type: external, id: \"1\", lifecycle: { ignore_changes: [tag] } }",
      [
        "3:62 field.unknown_value: lifecycle.ignore_changes: audience has no field \"tag\" | it takes name, description, third_party"
      ]
    ),
  ]

  @Test(arguments: foreign)
  func `a key of another type is told with the types that have it`(
    _ sample: (text: String, words: [String])
  ) {
    #expect(Self.words(sample.text) == sample.words)
  }

  private static let wrong: [(text: String, words: String)] = [
    (
      "tag: visitors",
      "yaml.wrong_type: tag \"visitors\" is not an id | write the digits that Ads Manager shows, in quotes"
    ),
    (
      "tag: \"1\", retention_days: long",
      "yaml.wrong_type: retention_days takes a whole number, not \"long\" | write digits only"
    ),
    (
      "tag: \"1\", include_past_traffic: on",
      "yaml.wrong_type: include_past_traffic takes true or false, not \"on\" | write `true` or `false`"
    ),
    (
      "tag: \"1\", sources: [tv]",
      "field.unknown_value: sources has no value \"tv\" | it takes web, mobile, offline"
    ),
    (
      "tag: \"1\", urls: /checkout",
      "yaml.wrong_type: urls takes a list, not the text \"/checkout\" | write `[{ contains: /checkout }]`"
    ),
    (
      "tag: \"1\", urls: [/checkout]",
      "yaml.wrong_type: urls takes keys and values, not the text \"/checkout\" | write `contains: …` on a line of its own, further in"
    ),
    (
      "tag: \"1\", urls: [{ begins: /x }]",
      "yaml.unknown_key: an item of urls has no key \"begins\" | it takes equals, not_equals, contains, not_contains"
    ),
    (
      "tag: \"1\", urls: [{ contains: /x, equals: /y }]",
      "yaml.wrong_type: an item of urls makes 2 comparisons | write one of equals, not_equals, contains, not_contains; others are items of their own"
    ),
    (
      "tag: \"1\", events: [search], filters: [{ equals: a }]",
      "field.missing: an item of filters has no field | write `field:` with the name of one of the event's values"
    ),
    (
      "tag: \"1\", events: [search], filters: [{ field: a }]",
      "yaml.wrong_type: an item of filters makes 0 comparisons | write one of equals, not_equals, contains, not_contains; others are items of their own"
    ),
    (
      "tag: \"1\", events: [search], filters: [{ field: a b, equals: c }]",
      "yaml.wrong_type: filters.field \"a b\" has a space in it | write the name of one of the event's values, such as `product_category`"
    ),
    (
      "tag: !env TAG",
      "yaml.wrong_type: the tag \"!env\" means nothing to pinplan | remove the tag, or put text that begins with `!` in quotes"
    ),
  ]

  @Test(arguments: wrong)
  func `a value that a visitor audience cannot have is told with what to write`(
    _ sample: (text: String, words: String)
  ) {
    let found = Self.words("{ type: visitor, \(sample.text) }")
    #expect(
      found.map { String($0.drop { $0 != " " }.dropFirst()) }.contains(sample.words), "\(found)")
  }

  private static let wrongLists: [(text: String, words: String)] = [
    (
      "source: lists/../../a.csv",
      "include.outside_project: source \"lists/../../a.csv\" leads out of the project | put the list into the project, or write `source: !env NAME` and set the variable to its path"
    ),
    (
      "source: a.csv, suppress: /srv/opt-outs.csv",
      "include.outside_project: suppress \"/srv/opt-outs.csv\" leads out of the project | put the list into the project, or write `suppress: !env NAME` and set the variable to its path"
    ),
    (
      "source: { campaigns: [a] }",
      "yaml.wrong_type: source takes one text, not a mapping | write one value"
    ),
    (
      "source: \"!env CUSTOMERS\"",
      "yaml.wrong_type: source \"!env CUSTOMERS\" is the path of a file as long as it is in quotes | take the quotes off, as in `source: !env CUSTOMERS_CSV`"
    ),
    (
      "source: !env my-list",
      "yaml.wrong_type: source \"my-list\" is not the name of an environment variable | write letters, digits and _, as in `source: !env CUSTOMERS_CSV`"
    ),
    (
      "source: !env 1A",
      "yaml.wrong_type: source \"1A\" is not the name of an environment variable | write letters, digits and _, as in `source: !env CUSTOMERS_CSV`"
    ),
    (
      "source: a.csv, hashing: sha255",
      "field.unknown_value: hashing has no value \"sha255\" | did you mean `sha256`?"
    ),
    (
      "source: a.csv, sync: full",
      "field.unknown_value: sync has no value \"full\" | it takes delta, replace, external"
    ),
  ]

  @Test(arguments: wrongLists)
  func `a value that a customer list cannot have is told with what to write`(
    _ sample: (text: String, words: String)
  ) {
    let found = Self.words("{ type: customer_list, identifiers: email, \(sample.text) }")
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [sample.words])
  }

  private static let wrongOthers: [(text: String, words: String)] = [
    (
      "type: actalike, seed: a, country: UK, percentage: 3",
      "3:41 field.unknown_value: country \"UK\" is no country that Pinterest knows | did you mean `GB`?"
    ),
    (
      "type: actalike, seed: a, country: Mars, percentage: 3",
      "3:41 field.unknown_value: country \"Mars\" is no country that Pinterest knows | write its ISO 3166 code, such as `GB`"
    ),
    (
      "type: engagement, engagement: clicks",
      "3:37 field.unknown_value: engagement has no value \"clicks\" | it takes all, optimized"
    ),
    (
      "type: engagement, engagement: all, source: { domains: [https://a.example/] }",
      "3:62 yaml.wrong_type: source.domains \"https://a.example/\" is not the name of a host | write it without a scheme and a path, such as `northwind.example`"
    ),
    (
      "type: engagement, engagement: all, source: { pins: [sofa] }",
      "3:59 yaml.wrong_type: pin \"sofa\" is neither a Pin's id nor its URL | write the digits in quotes, or https://www.pinterest.com/pin/…/"
    ),
    (
      "type: engagement, engagement: all, source: { pins: [\"1\"], ads: [\"2\"] }",
      "3:65 audience.two_sources: the source of audience/people names pins and ads | keep one of them; declare an audience of its own for each of the others"
    ),
    (
      "type: engagement, engagement: all, source: { pin: [\"1\"] }",
      "3:52 yaml.unknown_key: an audience's source has no key \"pin\" | did you mean `pins`?"
    ),
  ]

  @Test(arguments: wrongOthers)
  func `a value that another audience cannot have is told with its place and what to write`(
    _ sample: (text: String, words: String)
  ) {
    #expect(Self.words("{ \(sample.text) }") == [sample.words])
  }

  @Test func `a variable named through an alias is taken once, and stands nowhere else`() {
    let project = Project.load(
      .memory([
        "pinplan.yaml": """
        version: 1
        account: { name: n, country: GB }
        audiences:
          a: { type: customer_list, identifiers: email, source: &list !env LIST }
          b: { type: customer_list, identifiers: email, source: *list, name: *list }

        """
      ]))
    #expect(
      project.diagnostics.map { "\($0.code.rawValue) \($0.span?.start.column ?? 0) \($0.message)" }
        == ["yaml.wrong_type 70 the tag \"!env\" means nothing to pinplan"])
    #expect(
      project.manifest.audiences.map(\.value.definition.customerList?.source)
        == [.environment("LIST"), .environment("LIST")])
  }
}
