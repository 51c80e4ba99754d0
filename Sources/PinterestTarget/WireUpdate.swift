import AdsModel
import PinterestAPI
import Planning

/// What an update sends: the wire fields of what changes, and no other.
///
/// The API leaves alone what an element does not name, so what nobody declares and what somebody set
/// on Pinterest stays. Here is the one place that says which wire fields a field takes:
///
/// | fields | sent |
/// | --- | --- |
/// | `name`, `status`, `placement` | the one that changed |
/// | `budget.daily`, `budget.lifetime` of a campaign | its cap; null for the one that goes |
/// | `budget.daily`, `budget.lifetime` of an ad group | the budget |
/// | `schedule.start`, `schedule.end` | each for itself |
/// | `bid` | the amount; the strategy too where it becomes automatic or ceases to be |
/// | any of `targeting` | the whole specification as it is live, but for what changes |
/// | `destination_url`, `tracking_params` | the one URL that the two make |
/// | `name`, `description` of an audience | the one that changed |
/// | `members` of an audience | nothing: they are uploaded |
/// | `lifecycle.prevent_archive`, the files of a list and how they are read | nothing: only the state knows of it |
struct WireUpdate: Sendable {
  private let id: String?
  private let changes: [FieldChange]
  /// The resource as it is to be.
  let fields: Fields

  init(id: String?, _ changes: [FieldChange], to fields: Fields) {
    self.id = id
    // What of a list only the state knows is nothing that other kinds have.
    self.changes = changes.filter {
      !$0.path.isOfMembers && !Catalogue.isStateOnly($0.path, of: .audience)
    }
    self.fields = fields
  }

  var changedPaths: [FieldPath] { changes.map(\.path) }

  /// Whether there is nothing to send.
  var isEmpty: Bool { changes.isEmpty }

  var campaign: CampaignBody {
    get throws(WireBodies.Uncarried) {
      var body = CampaignBody()
      body.id = id
      for change in changes {
        switch change.path {
        case .name: body.name = fields[.name]?.text
        case .status: body.status = status
        case .dailyBudget: body.dailySpendCap = .update(fields[.dailyBudget]?.money?.micros)
        case .lifetimeBudget:
          body.lifetimeSpendCap = .update(fields[.lifetimeBudget]?.money?.micros)
        case .start: body.startTime = try start
        case .end: body.endTime = end
        default: throw Self.uncarried(change.path)
        }
      }
      return body
    }
  }

  /// An ad group; `live` is the account's own targeting at this moment.
  func adGroup(
    over live: WireTargetingSpec?, names: TargetingNames
  ) throws(WireBodies.Uncarried) -> AdGroupBody {
    var body = AdGroupBody()
    body.id = id
    var targeting: Set<FieldPath> = []
    for change in changes {
      switch change.path {
      case .name: body.name = fields[.name]?.text
      case .status: body.status = status
      case .placement:
        body.placementGroup = fields[.placement]?.text.map { $0.uppercased() }
      case .dailyBudget, .lifetimeBudget:
        let amount = fields[.dailyBudget]?.money ?? fields[.lifetimeBudget]?.money
        body.budget = .update(amount?.micros)
      case .start: body.startTime = try start
      case .end: body.endTime = end
      case .bid, .bidCPC: putBid(into: &body)
      case let path where WireTargeting.paths.contains(path): targeting.insert(path)
      default: throw Self.uncarried(change.path)
      }
    }
    if !targeting.isEmpty {
      body.targetingSpec = try WireTargeting(names: names)
        .spec(of: fields, changing: targeting, over: live)
    }
    return body
  }

  var ad: AdBody {
    get throws(WireBodies.Uncarried) {
      var body = AdBody()
      body.id = id
      for change in changes {
        switch change.path {
        case .name: body.name = .update(fields[.name]?.text)
        case .status: body.status = status
        case .destinationURL, .trackingParams:
          body.destinationURL = .update(Destination.url(of: fields))
        default: throw Self.uncarried(change.path)
        }
      }
      return body
    }
  }
}

extension WireUpdate {
  private var status: String? { fields[.status]?.text?.uppercased() }

  private var start: Int64 {
    get throws(WireBodies.Uncarried) {
      guard let moment = fields[.start]?.startMoment else {
        throw .init(reason: "its start cannot be taken back")
      }
      return moment.secondsSince1970
    }
  }

  private var end: Clearable<Int64> {
    switch fields[.end] {
    case .instant(let moment)?: .set(moment.secondsSince1970)
    case let value: .update(value?.day.map(WireTime.end(of:)))
    }
  }

  private func putBid(into body: inout AdGroupBody) {
    let paths: [FieldPath] = [.bid, .bidCPC]
    guard let amount = paths.lazy.compactMap({ fields[$0]?.money }).first else {
      body.bidStrategyType = "AUTOMATIC_BID"
      body.bid = .clear
      return
    }
    body.bid = .set(amount.micros)
    // A bid that was an amount keeps its strategy, whatever its name was.
    let wasAmount = changes.contains { paths.contains($0.path) && $0.before?.money != nil }
    if !wasAmount { body.bidStrategyType = "MAX_BID" }
  }

  /// The rules and the plan stop it before, so this is a last guard.
  static func uncarried(_ path: FieldPath) -> WireBodies.Uncarried {
    .init(reason: "an update cannot change its \(path)")
  }
}

extension Clearable {
  /// What an update does to a field that changes: none clears it.
  fileprivate static func update(_ value: Value?) -> Self { value.map { .set($0) } ?? .clear }
}
