import AdsModel
import Diagnostics

/// Limits that a team puts on its own plans.
public struct Guardrails: Hashable, Sendable {
  /// Over the whole account, after the change.
  public var maxDailySpend: Money?
  public var maxBidChange: Percentage?
  public var maxBudgetChange: Percentage?
  /// None: 30 %, and an archiving of up to five resources passes.
  public var maxArchiveShare: Percentage?
  /// None: 30 %, and taking out up to 100 people passes.
  public var maxListRemoval: Percentage?
  /// What may not be archived or replaced.
  public var protected: [Selector] = []
  public var exemptions: [Exemption] = []
  public var freezes: [FreezeWindow] = []
  /// What names of new and renamed resources have to fit, one of them for each kind.
  public var naming: [ResourceKind: [NamePattern]] = [:]

  public init() {}

  /// The share that taking people out of a customer list exceeds; none where it may be done.
  ///
  /// Unwritten, a list may always lose up to 100 people.
  public func exceededListRemoval(of removed: Int64, from total: Int64) -> Percentage? {
    let limit = maxListRemoval ?? .percent(30)
    guard removed > (maxListRemoval == nil ? 100 : 0), limit.isExceeded(by: removed, of: total)
    else { return nil }
    return limit
  }

  /// The first day after this one that lies in no freeze window.
  public func thaw(after day: Day) -> Day {
    var day = day.advanced(by: 1)
    while let window = freezes.first(where: { $0.contains(day) }) {
      day = window.to.advanced(by: 1)
    }
    return day
  }
}

/// A guardrail about single resources, by the name that an exemption knows it by.
///
/// Those about the whole account are not here: there is no resource to exempt from them.
public enum ExemptibleGuardrail: String, Vocabulary {
  case maxBidChange = "max_bid_change"
  case maxBudgetChange = "max_budget_change"
  case protect
  case preventArchive = "prevent_archive"
  case freeze, naming

  public var code: DiagnosticCode {
    switch self {
    case .maxBidChange: .guardrailMaxBidChange
    case .maxBudgetChange: .guardrailMaxBudgetChange
    case .protect: .guardrailProtected
    case .preventArchive: .guardrailPreventArchive
    case .freeze: .guardrailFreeze
    case .naming: .guardrailNaming
    }
  }
}

/// What somebody agreed that one guardrail does not stop, and until when.
public struct Exemption: Hashable, Sendable {
  public let guardrail: ExemptibleGuardrail
  public let selector: Selector
  public let reason: String
  /// The last UTC day on which it holds.
  public let until: Day
  public let origin: Origin

  package init(
    guardrail: ExemptibleGuardrail, selector: Selector, reason: String, until: Day, origin: Origin
  ) {
    self.guardrail = guardrail
    self.selector = selector
    self.reason = reason
    self.until = until
    self.origin = origin
  }
}

/// UTC days, both included, on which only what lowers spend may be applied.
public struct FreezeWindow: Hashable, Sendable {
  public let from: Day
  public let to: Day
  public let reason: String
  public let origin: Origin

  package init(from: Day, to: Day, reason: String, origin: Origin) {
    self.from = from
    self.to = to
    self.reason = reason
    self.origin = origin
  }

  public func contains(_ day: Day) -> Bool { from <= day && day <= to }
}
