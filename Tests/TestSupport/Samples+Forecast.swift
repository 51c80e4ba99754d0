import AdsModel
import Planning

extension Samples {
  /// What `everything` does to the next 90 days, as far as its samples tell.
  public static var forecast: Forecast {
    let first = Day(number: 20_780)
    let last = first.advanced(by: 89)
    func runs(_ amounts: (days: Int, cents: Int64)...) -> [Forecast.Run] {
      var from = first
      return amounts.map { amount in
        let to = from.advanced(by: amount.days - 1)
        defer { from = to.advanced(by: 1) }
        return Forecast.Run(from: from, to: to, amount: Money(micros: amount.cents * 10_000))
      }
    }
    func side(
      _ state: Flight.State, _ start: Int, _ end: Int?, _ budget: Budget, isShared: Bool = false
    ) -> Flight.Side {
      Flight.Side(
        state: state, start: first.advanced(by: start), end: end.map { first.advanced(by: $0) },
        budget: budget, isShared: isShared)
    }
    let (old, new) = (Money(micros: 25_000_000), Money(micros: 30_000_000))
    let whole = Budget.lifetime(Money(micros: 1_240_000_000))
    let everyone = Address.adGroup("spring-sale", "everyone")
    let later = Address.adGroup("spring-sale", "later")
    let winter = Address.adGroup("winter-sale", "all")
    return Forecast(
      from: first, to: last, dailyBefore: runs((10, 9500), (80, 2500)),
      dailyAfter: runs((30, 3000), (45, 123_000), (15, 0)),
      campaigns: [
        CampaignForecast(
          address: spring, name: "Spring sale 2027", action: .update,
          dailyBefore: runs((90, 2500)), dailyAfter: runs((30, 3000), (45, 123_000), (15, 0)),
          lifetimeBefore: .zero, lifetimeAfter: Money(micros: 1_240_000_000),
          flights: [
            Flight(
              address: ukWomen, name: "UK women 25-44", action: .update,
              before: side(.running, -20, nil, .daily(old)),
              after: side(.running, -20, 74, .daily(new))),
            Flight(
              address: everyone, name: "UK everyone", action: .create, before: nil,
              after: side(.notStarted, 30, 74, whole)),
            Flight(
              address: later, name: "Later", action: nil,
              before: side(.notStarted, 120, 130, .daily(old)),
              after: side(.paused, 120, 130, .daily(old))),
          ]),
        CampaignForecast(
          address: .campaign("winter-sale"), name: "Winter sale", action: .archive,
          dailyBefore: runs((10, 7000), (80, 0)), dailyAfter: runs((90, 0)),
          lifetimeBefore: .zero, lifetimeAfter: .zero,
          flights: [
            Flight(
              address: winter, name: "All", action: .archive,
              before: side(
                .running, -60, 9, .daily(Money(micros: 70_000_000)), isShared: true),
              after: nil)
          ]),
      ])
  }
}
