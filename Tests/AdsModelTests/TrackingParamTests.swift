import AdsModel
import Testing

struct TrackingParamTests {
  private static func read(_ text: String) -> Ad.TrackingParam? {
    var ad = Ad.blank
    guard ad.set(.trackingParams, .list([text])) else { return nil }
    return ad.trackingParams.first
  }

  @Test(arguments: [
    ("utm_source=pinterest", "utm_source", "pinterest"), ("a=b=c", "a", "b=c"), ("a=", "a", ""),
    // A stroke that would lie over the sign, and a text that nobody writes today.
    ("a=\u{338}b", "a", "\u{338}b"), ("alone", "alone", ""),
  ])
  func `what is stored has a name up to its first sign`(text: String, name: String, value: String)
    throws
  {
    let param = try #require(Self.read(text))
    #expect(param.name.unicodeScalars.elementsEqual(name.unicodeScalars))
    #expect(param.value.unicodeScalars.elementsEqual(value.unicodeScalars))
    #expect(param.text == text)
  }

  @Test func `a brace is found in a name and in a value`() {
    #expect(Ad.TrackingParam(name: "a", value: "{campaignid}").hasBraces)
    #expect(Ad.TrackingParam(name: "a}", value: "b").hasBraces)
    #expect(!Ad.TrackingParam(name: "utm_source", value: "pinterest").hasBraces)
    #expect(!Ad.TrackingParam(name: "", value: "").hasBraces)
  }
}
