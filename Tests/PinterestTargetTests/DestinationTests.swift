import AdsModel
import Testing

@testable import PinterestTarget

/// The one URL of an ad: a destination with its tracking parameters.
struct DestinationTests {
  struct Joined: Sendable {
    let destination: String
    let params: [String]
    let url: String

    init(_ destination: String, _ params: [String], _ url: String) {
      self.destination = destination
      self.params = params
      self.url = url
    }
  }

  static let joined = [
    Joined("https://n.example/sofas", [], "https://n.example/sofas"),
    Joined("https://n.example", ["utm_source=pinterest"], "https://n.example?utm_source=pinterest"),
    Joined("https://n.example/#top", ["a=1"], "https://n.example/?a=1#top"),
    Joined("https://n.example/?b=2#top", ["a=1"], "https://n.example/?b=2&a=1#top"),
    Joined("https://n.example/?", ["a=1"], "https://n.example/?a=1"),
    Joined("https://n.example/?b=2&", ["a=1", "c=3"], "https://n.example/?b=2&a=1&c=3"),
    Joined("https://n.example/#a?b", ["a=1"], "https://n.example/?a=1#a?b"),
    Joined("https://n.example/", ["a=b=c"], "https://n.example/?a=b%3Dc"),
    Joined("https://n.example/", ["a="], "https://n.example/?a="),
    Joined("https://n.example/", ["a b=ä&#"], "https://n.example/?a%20b=%C3%A4%26%23"),
    Joined("https://n.example/", ["a=\n"], "https://n.example/?a=%0A"),
    Joined("https://n.example/", ["ad={adid}"], "https://n.example/?ad={adid}"),
    Joined(
      "https://n.example/{device}?c={campaignid}#{adid}", ["a={campaign_name} b", "{device}=1"],
      "https://n.example/{device}?c={campaignid}&a={campaign_name}%20b&{device}=1#{adid}"),
    Joined("https://n.example/", ["a={lpurl+2}+"], "https://n.example/?a={lpurl+2}%2B"),
    Joined("https://n.example/", ["a={b"], "https://n.example/?a=%7Bb"),
  ]

  @Test(arguments: joined)
  func `parameters are escaped and stand before the fragment`(_ joined: Joined) {
    #expect(Destination.url(joined.destination, params: joined.params) == joined.url)
  }

  @Test(arguments: joined)
  func `a URL that means what is stored is read as it is stored`(_ joined: Joined) {
    let stored = fields(joined.destination, joined.params)
    #expect(Destination.fields(of: joined.url, asIn: stored).all == stored.all)
  }

  @Test func `another URL is the destination alone`() {
    let stored = fields("https://n.example/", ["a=1"])
    let read = Destination.fields(of: "https://n.example/?a=2", asIn: stored)
    #expect(read.all == fields("https://n.example/?a=2", []).all)
    #expect(Destination.fields(of: "https://n.example/", asIn: nil).all.count == 1)
    #expect(Destination.fields(of: nil, asIn: stored).all.isEmpty)
  }

  private func fields(_ destination: String, _ params: [String]) -> Fields {
    var fields = Fields()
    fields.put(.destinationURL, .text(destination))
    if !params.isEmpty { fields.put(.trackingParams, .list(params)) }
    return fields
  }
}

/// The words of a project for audiences and interests.
struct NameTests {
  @Test func `a label is written in lower case with underscores`() {
    #expect(TargetingNames.word(for: "Home decor") == "home_decor")
    #expect(TargetingNames.word(for: "Women's fashion") == "women_s_fashion")
    #expect(TargetingNames.word(for: " DIY & crafts ") == "diy_crafts")
    #expect(TargetingNames.word(for: "Für Zuhause 2") == "für_zuhause_2")
  }

  @Test func `only ASCII digits are an id`() {
    #expect(TargetingNames.isID("935249274030"))
    for word in ["", "12a", "-1", "٣", "1 2"] { #expect(!TargetingNames.isID(word), "\(word)") }
  }

  @Test func `an interest is found by its word in any spelling, or by its id`() {
    let names = TargetingNames(interestIDs: ["home_decor": "935249274030"])
    for word in ["home_decor", "Home decor", "935249274030"] {
      #expect(names.interestID(word) == "935249274030", "\(word)")
    }
    #expect(names.interestID("gardens") == nil)
    #expect(names.audienceID("visitors") == nil)
  }

  @Test func `an interest is read as the project writes it`() {
    let names = TargetingNames(interestIDs: ["home_decor": "935249274030"]).reversed
    #expect(names.interest("935249274030", asIn: []) == "home_decor")
    #expect(names.interest("935249274030", asIn: ["935249274030"]) == "935249274030")
    #expect(names.interest("1", asIn: []) == "1")
  }

  @Test func `of two keys of one audience the first is taken`() {
    let names = TargetingNames(audienceIDs: ["b": "7", "a": "7"]).reversed
    #expect(names.audience("7") == "a")
    #expect(names.audience("8") == "8")
  }
}
