import AdsModel
import Testing

struct AddressTests {
  @Test(arguments: [
    "campaign/spring-sale", "ad_group/spring-sale/uk-women", "ad/spring-sale/uk-women/hero",
    "keyword/spring-sale/uk-women/exact/corner sofa", "audience/visitors-30d",
    "keyword/a/b/broad/sofa/bed/ and more", "keyword/a/b/negative_phrase/日本語", "campaign/0",
    "campaign/a_b-c", "keyword/a/b/broad/ ",
  ])
  func `an address reads as it is written`(_ text: String) throws {
    let address = try #require(Address(parsing: text))
    #expect(address.description == text)
    #expect(address.replacing(parts: address.parts) == address)
  }

  @Test(arguments: [
    "", "/", "campaign", "campaign/", "campaign/A", "campaign/a/b", "campaign/-a", "campaign/_a",
    "campaign/é", "campaign/a b", "campaigns/a", "ad_group/a", "ad_group/a/b/c", "ad_group/a/",
    "ad_group//b", "ad/a/b", "ad/a/b/c/d", "keyword/a/b/c", "keyword/a/b/exactly/d",
    "keyword/a/b/exact/", "audience/a/b", "spring-sale", "campaign/a\n",
    "campaign/" + String(repeating: "k", count: 65),
  ])
  func `what is no address is none`(_ text: String) {
    #expect(Address(parsing: text) == nil)
  }

  @Test func `a resource knows what holds it`() {
    let adGroup = Address.adGroup("c", "g")
    let keyword = Address.keyword(in: adGroup, .exact, "sofa/bed")
    #expect(keyword.parent == adGroup)
    #expect(keyword.adGroup == adGroup)
    #expect(keyword.campaign == .campaign("c"))
    #expect(keyword.key == "sofa/bed")
    #expect(adGroup.parent == .campaign("c"))
    #expect(Address.campaign("c").parent == nil)
    #expect(Address.audience("c").campaign == nil)
  }

  @Test func `parents come before children, audiences before what refers to them`() {
    let adGroup = Address.adGroup("c", "g")
    let ordered: [Address] = [
      .audience("z"), .campaign("a"), .campaign("c"), adGroup, .keyword(in: adGroup, .broad, "a"),
      .ad(in: adGroup, "a"),
    ]
    #expect(ordered.reversed().sorted() == ordered)
  }

  @Test func `a key has at most 64 characters`() {
    #expect(Address.isKey(String(repeating: "k", count: 64)))
    #expect(!Address.isKey(String(repeating: "k", count: 65)))
  }
}
