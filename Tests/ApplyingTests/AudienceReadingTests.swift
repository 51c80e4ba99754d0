import AdsModel
import Applying
import Diagnostics
import Outcomes
import Planning
import Testing

/// What an account says of an audience, and what is told of it.
struct AudienceReadingTests {
  private static let now = Instant(secondsSince1970: 1_795_348_800)

  private func stored(
    _ type: AudienceType = .customerList, members: Int? = nil
  ) -> StoredAudience {
    var fields = Fields()
    fields.put(.type, .text(type.rawValue))
    if type == .visitor { fields.put(.tag, .text("2617998078213")) }
    var encoder = FieldEncoder(decimals: 2)
    var resource = StoredResource(
      address: .audience("people"), id: "7", status: .active, attributes: encoder.encode(fields))
    resource.privateValues.memberList = "a list"
    return StoredAudience(resource, counts: members.map { ["a list": $0] } ?? [:])
  }

  private func status(
    _ readiness: AudienceReadiness?, of type: AudienceType = .customerList,
    change: (inout AudienceReading) -> Void = { _ in }
  ) -> AudienceStatus {
    var reading = AudienceReading()
    reading.readiness = readiness
    change(&reading)
    return AudienceStatus(stored(type, members: 120), reading, now: Self.now)
  }

  @Test func `where the state is the account, all is ready but a list of fewer than 100 people`() {
    let readings = [
      (stored(members: 100), AudienceReadiness.ready, 100 as Int64?),
      (stored(members: 99), .tooSmall, 99), (stored(), .tooSmall, 0),
      (stored(.visitor), .ready, nil), (stored(.external), .ready, nil),
    ]
    for (audience, readiness, size) in readings {
      let reading = AudienceReading(local: audience)
      #expect(reading.readiness == readiness)
      #expect(reading.size == size)
    }
  }

  @Test func `what is ready needs no words`() {
    let status = status(.ready) { reading in
      reading.size = 110
      reading.wait = .list
      reading.begun = Self.now
    }
    #expect(status.notices == [])
    #expect(status.isReady)
    #expect(status.size == 110)
    #expect(status.members == 120)
    #expect(status.pendingUntil == nil)
  }

  @Test(arguments: [
    (
      AudienceType.customerList, 40 as Int64?,
      "audience/people has 40 people, fewer than the 100 with Pinterest accounts that it takes to be targeted; put more people on its list"
    ),
    (
      .customerList, 1,
      "audience/people has 1 person, fewer than the 100 with Pinterest accounts that it takes to be targeted; put more people on its list"
    ),
    (
      .engagement, nil,
      "audience/people has fewer than the 100 people with Pinterest accounts that it takes to be targeted; keep people longer with `retention_days`, or name more in `source`"
    ),
    (
      .visitor, 0,
      "audience/people has 0 people, fewer than the 100 with Pinterest accounts that it takes to be targeted; keep people longer with `retention_days`, or ask less of them in `urls` and `filters`"
    ),
    (
      .actalike, nil,
      "audience/people has fewer than the 100 people with Pinterest accounts that it takes to be targeted; raise its `percentage`, or give its seed more people"
    ),
    (
      .external, 12,
      "audience/people has 12 people, fewer than the 100 with Pinterest accounts that it takes to be targeted; whoever made it has to give it more people"
    ),
  ])
  func `what is too small says what helps`(
    _ type: AudienceType, _ size: Int64?, _ message: String
  ) {
    let notices = status(.tooSmall, of: type) { $0.size = size }.notices
    #expect(notices.map(\.message) == [message])
    #expect(notices.map(\.code) == [.noticeListTooSmall])
    #expect(notices.map(\.severity) == [.warning])
    #expect(notices.map(\.address) == [.audience("people")])
  }

  @Test func `an audience whose tag never fired is too small for that alone`() {
    let notices = status(.tooSmall, of: .visitor) { $0.tagNeverFired = true }.notices
    #expect(
      notices.map(\.message) == [
        #"tag "2617998078213" has never fired, so audience/people stays empty; put the tag on the site, and see in Ads Manager that it reports visits"#
      ])
    #expect(notices.map(\.code) == [.noticeTagNeverFired])
  }

  @Test(arguments: [
    (
      12 as Int64, [2, 5] as [Int64],
      "Pinterest rejected 12 records of the list of audience/people (errors 2, 5); check the file with `pinplan audience check`, and apply again"
    ),
    (
      1, [2],
      "Pinterest rejected 1 record of the list of audience/people (error 2); check the file with `pinplan audience check`, and apply again"
    ),
    (
      3, [],
      "Pinterest rejected 3 records of the list of audience/people; check the file with `pinplan audience check`, and apply again"
    ),
  ])
  func `rejected records are counted`(_ records: Int64, _ codes: [Int64], _ message: String) {
    let notices = status(.ready) { $0.rejection = .init(records: records, codes: codes) }.notices
    #expect(notices.map(\.message) == [message])
    #expect(notices.map(\.severity) == [.error])
    #expect(notices.map(\.code) == [.noticeListRejected])
  }

  @Test func `what is being built says how long, and until when`() {
    let status = status(.initializing) { reading in
      reading.wait = .list
      reading.begun = Self.now
    }
    #expect(status.pendingUntil == Instant(parsing: "2026-11-24T12:00:00Z"))
    #expect(
      status.notices.map(\.message) == [
        "Pinterest is still building audience/people, which takes 24 to 48 h; it is there by 2026-11-24T12:00:00Z at the latest"
      ])
    #expect(status.notices.map(\.code) == [.noticeAudiencePending])
  }

  @Test func `what takes longer than it should is to be looked at`() {
    let status = status(.initializing, of: .actalike) { reading in
      reading.wait = .newSeed
      reading.begun = Instant(secondsSince1970: Self.now.secondsSince1970 - 72 * 3600)
    }
    #expect(
      status.notices.map(\.message) == [
        "Pinterest is still building audience/people, which takes up to 72 h; it should have been there at 2026-11-22T12:00:00Z, so look at it in Ads Manager"
      ])
  }

  @Test func `what nobody knows the age or kind of is pending without an end`() {
    let status = status(.initializing, of: .external)
    #expect(status.pendingUntil == nil)
    #expect(
      status.notices.map(\.message) == ["Pinterest is still building audience/people"])
  }
}
