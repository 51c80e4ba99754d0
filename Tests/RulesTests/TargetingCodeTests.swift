import AdsModel
import Testing

struct TargetingCodeTests {
  @Test(arguments: ["GB", "807", "501", "US-CA", "CA-ON", "AU-NSW", "BE-VOV", "US-94107", "CA-K1A"])
  func `a location that is known or not listed is not doubted`(_ text: String) {
    #expect(LocationCode.doubt(about: text) == nil)
  }

  @Test(arguments: [
    ("UK", "GB"), ("USA", "US"), ("gb", "GB"), ("us-ca", "US-CA"), ("us_ny", "US-NY"),
    ("USA-CA", "US-CA"), ("US-CAL", "US-CA"), ("Germany", "DE"), ("california", "US-CA"),
    ("US-94107-1234", "US-94107"),
  ])
  func `a location is known by what it is near to`(_ text: String, _ meant: String) {
    #expect(LocationCode.doubt(about: text)?.meant == meant)
  }

  @Test(arguments: ["", "-", "Atlantis", "999", "US-XX", "US-941", "US-9410", "ZZ-ZZ", "UK-", "--"])
  func `a location that is near to nothing is doubted without a guess`(_ text: String) throws {
    let doubt = try #require(LocationCode.doubt(about: text))
    #expect(doubt.meant == nil)
  }

  @Test(arguments: ["en", "de", "en-GB", "en-US", "fr-CA", "es-419", "zh-TW"])
  func `a language stands alone or with a country`(_ text: String) {
    #expect(Languages.isKnown(text))
  }

  @Test(arguments: [
    ("EN", "en"), ("en_GB", "en-GB"), ("en-UK", "en-GB"), ("en-gb", "en-GB"), ("english", "en"),
    ("gb", "en"), ("jp", "ja"), ("cz", "cs"), ("no", "nb"), ("pt-XX", "pt"),
  ])
  func `a language is known by what it is near to`(_ text: String, _ meant: String) {
    #expect(!Languages.isKnown(text))
    #expect(Languages.meant(by: text) == meant)
  }

  @Test(arguments: ["", "-", "xx", "en-GB-x", "klingon"])
  func `a language that is near to nothing is not guessed`(_ text: String) {
    #expect(!Languages.isKnown(text))
    #expect(Languages.meant(by: text) == nil)
  }

  @Test func `the lists are as long as their sources`() {
    #expect(Regions.metros.count == 210)
    #expect(Regions.codes["US"]?.count == 56)
    #expect(Regions.codes["CA"]?.count == 13)
    #expect(Regions.codes["AU"]?.count == 8)
    #expect(Languages.codes.count == 36)
    #expect(Languages.codes == Languages.codes.sorted())
  }
}
