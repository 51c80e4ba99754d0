import AdsModel
import Foundation
import Testing

@testable import PinterestTarget

/// The API's words and times for a project's.
struct WordTests {
  @Test func `a day begins at midnight and ends a second before the next`() throws {
    let day = try #require(Day(parsing: "2027-03-31"))
    #expect(WireTime.start(of: day) == 1_806_451_200)
    #expect(WireTime.end(of: day) == 1_806_451_200 + 86_399)
  }

  @Test(arguments: ["1970-01-01", "2024-02-29", "2026-12-31", "2027-01-01", "2100-03-01"])
  func `a day comes back as it was sent`(_ text: String) throws {
    let day = try #require(Day(parsing: text))
    let start = Instant(secondsSince1970: WireTime.start(of: day))
    let end = Instant(secondsSince1970: WireTime.end(of: day))
    #expect(FieldValue.start(at: start) == .day(day) && FieldValue.end(at: end) == .day(day))
  }

  @Test func `an end at midnight is the end of the day before`() throws {
    let day = try #require(Day(parsing: "2027-03-31"))
    let end = Instant(secondsSince1970: WireTime.end(of: day))
    #expect(FieldValue.end(at: end.advanced(by: 1)) == .day(day))
    for seconds: Int64 in [-1, 2] {
      let moment = end.advanced(by: seconds)
      #expect(FieldValue.end(at: moment) == .instant(moment))
    }
  }

  @Test(arguments: ["2026-12-31 12:00", "2026-12-31 23:59:30", "2027-01-01 00:00:01"])
  func `a moment within a day is read as it is written`(_ text: String) throws {
    let moment = try #require(Instant(written: text))
    #expect(moment.written == text)
    #expect(FieldJSON.string(text).value(at: .end) == .instant(moment))
    #expect(FieldValue.start(at: moment) == .instant(moment))
    #expect(FieldValue.day(moment.day).meaning(beside: .instant(moment)) == .instant(moment))
    let next = FieldValue.day(moment.day.advanced(by: 1))
    #expect(next.meaning(beside: .instant(moment)) == next)
  }

  @Test(arguments: ["", "2026-12-31", "2026-12-31T12:00", "2026-12-31 1200", "2026-12-31 24:00"])
  func `what is no moment is none`(_ text: String) {
    #expect(Instant(written: text) == nil)
  }

  @Test(arguments: Status.allCases)
  func `a status comes back as it was sent`(_ status: Status) {
    #expect(WireWords.status(of: WireWords.status(status)) == status.rawValue)
  }

  @Test(arguments: ["DRAFT", "SOMETHING_NEW", ""])
  func `a status that no project has stays the account's, and does not run`(_ word: String) {
    #expect(WireWords.status(of: word) == word)
    #expect(FieldValue.text(word).foreignWords(at: .status) == [word])
    #expect(Status(accountWord: word) == .paused)
  }

  @Test func `a status that is left out is active, and a deleted draft is archived`() {
    #expect(WireWords.status(of: nil) == "active")
    #expect(WireWords.status(of: "DELETED_DRAFT") == "archived")
  }

  @Test(arguments: Placement.allCases)
  func `a placement comes back as it was sent`(_ placement: Placement) {
    #expect(WireWords.placement(of: WireWords.placement(placement)) == placement.rawValue)
    #expect(WireWords.placement(of: nil) == "all")
    #expect(WireWords.placement(of: "OTHER") == "OTHER")
  }

  @Test(arguments: Objective.allCases)
  func `an objective comes back as it was sent, or is not carried`(_ objective: Objective) {
    guard let word = WireWords.objective(objective) else {
      #expect([.engagement, .appInstall].contains(objective))
      return
    }
    #expect(WireWords.objective(of: word) == objective.rawValue)
  }

  @Test(arguments: ["ENGAGEMENT", "APP_INSTALL", "WEB_CONVERSION", "SALES", "NEVER_HEARD_OF"])
  func `an objective of another version stays the account's word`(_ word: String) {
    #expect(WireWords.objective(of: word) == word)
    #expect(FieldValue.text(word).foreignWords(at: .objective) == [word])
  }

  @Test(arguments: MatchType.allCases)
  func `a match type comes back as it was sent`(_ match: MatchType) {
    #expect(WireWords.match(of: WireWords.match(match)) == match.rawValue)
    #expect(WireWords.match(of: "SEMANTIC") == "SEMANTIC")
  }

  @Test(arguments: Gender.allCases)
  func `a gender comes back as it was sent`(_ gender: Gender) {
    #expect(WireWords.gender(of: WireWords.gender(named: gender.rawValue)) == gender.rawValue)
  }
}
