extension FieldSink {
  mutating func put(_ budget: Budget?) {
    switch budget {
    case .daily(let amount): put(.dailyBudget, .money(amount))
    case .lifetime(let amount): put(.lifetimeBudget, .money(amount))
    case nil: break
    }
  }

  mutating func put(_ schedule: Schedule) {
    if let start = schedule.start { put(.start, .day(start)) }
    if let end = schedule.end { put(.end, .day(end)) }
  }

  mutating func put(_ bid: Bid) {
    switch bid {
    case .automatic: put(.bid, .text("automatic"))
    case .plain(let amount): put(.bid, .money(amount))
    case .named(let amount, let type): put(type == .cpi ? .bidCPI : .bidCPC, .money(amount))
    }
  }
}

extension Fields {
  func word<Word: Vocabulary>(at path: FieldPath) -> Word? {
    self[path]?.text.flatMap(Word.init(rawValue:))
  }

  func words<Word: Vocabulary>(at path: FieldPath) -> [Word] {
    self[path]?.list?.compactMap(Word.init(rawValue:)) ?? []
  }

  var budget: Budget? {
    if let amount = self[.dailyBudget]?.money { return .daily(amount) }
    if let amount = self[.lifetimeBudget]?.money { return .lifetime(amount) }
    return nil
  }

  var schedule: Schedule { Schedule(start: self[.start]?.day, end: self[.end]?.day) }

  var adGroupBid: Bid? {
    if let amount = self[.bidCPI]?.money { return .named(amount, .cpi) }
    if let amount = self[.bidCPC]?.money { return .named(amount, .cpc) }
    switch self[.bid] {
    case .money(let amount): return .plain(amount)
    case .text("automatic"): return .automatic
    default: return nil
    }
  }

  /// Whether the resource may not be archived; none when it was never said.
  public var preventArchive: Bool? {
    if case .flag(let flag)? = self[.preventArchive] { flag } else { nil }
  }
}
