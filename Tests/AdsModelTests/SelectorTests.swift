import AdsModel
import Testing

struct SelectorTests {
  @Test(arguments: [
    ("campaign/spring-sale", "campaign/spring-sale", true),
    ("campaign/spring-sale", "campaign/spring-sale-2", false),
    ("campaign/spring*", "campaign/spring-sale", true),
    ("campaign/spring*", "campaign/spring", true),
    ("campaign/spring*", "ad_group/spring-sale/uk", false),
    ("campaign/*", "campaign/a", true),
    ("ad_group/*/uk-*", "ad_group/spring/uk-women", true),
    ("ad_group/*/uk-*", "ad_group/spring/de-women", false),
    ("ad_group/*", "ad_group/a/b", false),
    ("ad_group/**", "ad_group/a/b", true),
    ("ad/**", "ad/a/b/c", true),
    ("ad/**/hero", "ad/a/b/hero", true),
    ("ad/**/hero", "ad/a/b/hero-2", false),
    ("*/spring*", "campaign/spring", true),
    ("*/spring*", "ad_group/spring/uk", false),
    ("**/uk", "ad_group/spring/uk", true),
    ("campaign/a?c", "campaign/abc", true),
    ("campaign/a?c", "campaign/ac", false),
    ("ad_group/a?b", "ad_group/a/b", false),
    ("keyword/**/corner sofa", "keyword/a/b/exact/corner sofa", true),
    ("keyword/**", "keyword/a/b/exact/sofa/bed", true),
    ("campaign/***", "campaign/a", true),
    ("campaign/a*b*c", "campaign/a-b-b-c", true),
    ("campaign/a*b*c", "campaign/a-b-b", false),
  ])
  func `a selector matches within one key, and two stars across them`(
    _ pattern: String, _ text: String, _ matches: Bool
  ) throws {
    let selector = try #require(Selector(parsing: pattern))
    let address = try #require(Address(parsing: text))
    #expect(selector.matches(address) == matches)
  }

  @Test(arguments: ["", "campaign", "campaign/", "campain/*", "/x", "spring-sale"])
  func `what begins with no kind is no selector`(_ text: String) {
    #expect(Selector(parsing: text) == nil)
  }

  @Test func `many stars take no time`() throws {
    let stars = String(repeating: "*a", count: 30)
    let selector = try #require(Selector(parsing: "keyword/**" + stars + "b"))
    let text = String(repeating: "a", count: 5000)
    let address = try #require(Address(parsing: "keyword/c/g/broad/" + text))
    #expect(!selector.matches(address))
  }
}

struct PercentageTests {
  @Test(arguments: [
    ("50%", 5000), ("12.5%", 1250), ("12.5 %", 1250), ("0%", 0), ("100%", 10_000),
    ("0.01%", 1), ("1000%", 100_000),
  ])
  func `digits and the sign are a percentage`(_ text: String, _ basisPoints: Int64) {
    #expect(Percentage(parsing: text)?.basisPoints == basisPoints)
  }

  @Test(arguments: ["50", "%", "-5%", "5.%", "0.001%", "50 percent", "5 0%", "", "1e2%"])
  func `anything else is none`(_ text: String) { #expect(Percentage(parsing: text) == nil) }

  @Test func `exactly the share is not more than it`() {
    let half = Percentage.percent(50)
    #expect(!half.isExceeded(by: 20, of: 40))
    #expect(half.isExceeded(by: 21, of: 40))
    #expect(Percentage.percent(30).isExceeded(by: 1, of: 3))
    #expect(!Percentage.percent(30).isExceeded(by: 3, of: 10))
    #expect(Percentage.percent(0).isExceeded(by: 1, of: 10))
    #expect(half.isExceeded(by: 1, of: 0))
  }

  @Test func `the largest amounts do not overflow`() {
    #expect(Percentage.percent(100).isExceeded(by: .max, of: .max - 1))
    #expect(!Percentage.percent(100).isExceeded(by: .max, of: .max))
  }
}
