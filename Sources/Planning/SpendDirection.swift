import AdsModel

/// Which way a change moves what can be spent.
public enum SpendDirection: Hashable, Sendable {
  case lowers, keeps, raises
}

extension FieldChange {
  /// Which way this field moves spend, whatever else changes with it.
  ///
  /// A bid that was or becomes no amount (`automatic`, another bid type, a keyword's own in place of
  /// its ad group's) counts as a raise: nothing says that it is not one.
  public var spendDirection: SpendDirection {
    switch path.spendEffect {
    case .none: .keeps
    case .running: after == .text(Status.active.rawValue) ? .raises : .lowers
    case .bid:
      if let before = before?.money, let after = after?.money {
        Self.direction(before, after)
      } else {
        before == after ? .keeps : .raises
      }
    case .budget: Self.direction(before?.money ?? .zero, after?.money ?? .zero)
    case .limit: Self.direction(before?.money ?? .unlimited, after?.money ?? .unlimited)
    case .start: Self.direction(after?.startMoment ?? .first, before?.startMoment ?? .first)
    case .end: Self.direction(before?.endMoment ?? .last, after?.endMoment ?? .last)
    }
  }

  private static func direction<Value: Comparable>(_ before: Value, _ after: Value)
    -> SpendDirection
  {
    before == after ? .keeps : before < after ? .raises : .lowers
  }
}

extension Change {
  /// Which way the change as a whole moves spend; a pause outweighs what changes with it.
  public var spendDirection: SpendDirection {
    switch action {
    case .create: return .raises
    case .replace: return finishesReplacement ? .lowers : .raises
    case .archive: return isOfNoSpend ? .keeps : .lowers
    case .update: break
    }
    if self[.status]?.spendDirection == .lowers { return .lowers }
    let directions = fields.map(\.spendDirection)
    if directions.contains(.raises) { return .raises }
    return directions.contains(.lowers) ? .lowers : .keeps
  }

  /// Audiences spend nothing, and negative keywords keep ads away.
  private var isOfNoSpend: Bool {
    switch address.kind {
    case .audience: true
    case .keyword: MatchType(rawValue: String(address.parts[2]))?.isNegative == true
    case .campaign, .adGroup, .ad: false
    }
  }
}

extension Money {
  fileprivate static let unlimited = Money(micros: .max)
}

extension Instant {
  fileprivate static let first = Instant(secondsSince1970: 0)
  fileprivate static let last = Instant(secondsSince1970: .max)
}
