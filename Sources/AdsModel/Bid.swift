/// What one bid pays for.
public enum BidType: String, Vocabulary {
  /// A click.
  case cpc
  /// An engagement: a save, a close-up, a click.
  case cpe
  /// A thousand impressions.
  case cpm
  /// An installed app.
  case cpi
}

/// What an ad group offers for one result.
public enum Bid: Hashable, Sendable {
  /// Pinterest bids within the budget as it sees fit.
  case automatic
  /// In the one bid type that the objective takes.
  case plain(Money)
  /// In a named type, where the objective takes several.
  case named(Money, BidType)

  public var amount: Money? {
    switch self {
    case .automatic: nil
    case .plain(let amount), .named(let amount, _): amount
    }
  }

  /// The word for a bid that is no amount.
  public static let automaticWord = "automatic"

  /// The amount where it is in a named type.
  func amount(named type: BidType) -> Money? {
    if case .named(let amount, type) = self { amount } else { nil }
  }

  /// What the amount pays for; none for an automatic bid.
  public func type(under objective: Objective) -> BidType? {
    switch self {
    case .automatic: nil
    case .plain: objective.plainBidType
    case .named(_, let type): type
    }
  }
}

extension Objective {
  /// The bid types that a campaign with this objective takes.
  ///
  /// Source: Pinterest help, "Set up your bid".
  public var bidTypes: [BidType] {
    switch self {
    case .traffic: [.cpc]
    case .engagement: [.cpe]
    case .awareness, .videoAwareness: [.cpm]
    case .appInstall: [.cpi, .cpc]
    }
  }

  /// What a plain amount means; none where the bid has to be named.
  public var plainBidType: BidType? { bidTypes.count == 1 ? bidTypes.first : nil }
}
