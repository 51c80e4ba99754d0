import AdsModel
import Diagnostics
import ManifestModel
import PinterestAPI
import Planning

/// One question for a floor: ad groups that share it are asked for once.
private struct FloorQuestion: Hashable {
  let objective: Objective
  let countries: [String]

  func spec(_ account: Account, _ countries: [String]) -> BidFloorSpec? {
    guard let event = WireWords.billableEvent(under: objective),
      let wire = WireWords.objective(objective)
    else { return nil }
    return BidFloorSpec(
      billableEvent: event, currency: account.currency.rawValue, countries: countries,
      objectiveType: wire)
  }
}

extension PinterestAccount {
  /// How many floors one request asks for; the API names no limit.
  private static let floorsInRequest = 50

  /// Whether each new or changed bid is at or above the floor that Pinterest names for it.
  func checkBids(_ draft: PlanDraft) async throws(APIError) -> [Diagnostic] {
    let manifest = draft.manifest
    var bids: [(index: Int, amount: Money, question: FloorQuestion)] = []
    for (change, subject) in draft.changes(.create, .replace, .update) {
      guard let index = subject?.index(of: .adGroup) else { continue }
      let paths: [FieldPath] = [.bid, .bidCPC, .locations]
      guard change.action != .update || paths.contains(where: { change[$0] != nil }) else {
        continue
      }
      let adGroup = manifest.adGroups[index]
      guard let amount = adGroup.value.bid.amount else { continue }
      let objective = manifest.campaigns[adGroup.parent].value.objective
      let countries = Self.countries(of: adGroup.value.targeting.locations)
      bids.append((index, amount, FloorQuestion(objective: objective, countries: countries)))
    }
    let floors = try await floors(for: Set(bids.map(\.question)), manifest.account)
    let tooLow = bids.filter { $0.amount < floors[$0.question] ?? .zero }
    // Which country is to blame is asked only where something is wrong.
    let alone = Set(
      tooLow.flatMap { bid in
        bid.question.countries.map {
          FloorQuestion(objective: bid.question.objective, countries: [$0])
        }
      })
    let single = try await self.floors(for: alone, manifest.account)
    return tooLow.map { bid in
      let floor = floors[bid.question] ?? .zero
      let cause = bid.question.countries.first { country in
        single[FloorQuestion(objective: bid.question.objective, countries: [country])] == floor
      }
      return Self.finding(bid.index, bid.amount, floor: floor, cause: cause, manifest)
    }
  }

  private static func finding(
    _ index: Int, _ amount: Money, floor: Money, cause: String?, _ manifest: Manifest
  ) -> Diagnostic {
    let adGroup = manifest.adGroups[index]
    let decimals = manifest.account.currency.decimals
    let currency = manifest.account.currency.rawValue
    let least = floor.decimal(places: decimals)
    let reason = cause.map { " in \($0)" } ?? ""
    let path: FieldPath = if case .named(_, .cpc) = adGroup.value.bid { .bidCPC } else { .bid }
    return Diagnostic(
      .preflightBidBelowFloor,
      "bid \(amount.decimal(places: decimals)) is under Pinterest's floor of \(least) \(currency)\(reason)",
      at: manifest.span(of: adGroup.origin, at: path), address: adGroup.address.description,
      hint: "write \(least) or more")
  }

  private func floors(
    for questions: Set<FloorQuestion>, _ account: Account
  ) async throws(APIError) -> [FloorQuestion: Money] {
    let asked = questions.sorted {
      ($0.objective.rawValue, $0.countries.joined()) < (
        $1.objective.rawValue, $1.countries.joined()
      )
    }
    var floors: [FloorQuestion: Money] = [:]
    var specs: [(FloorQuestion, BidFloorSpec)] = []
    for question in asked {
      guard let spec = question.spec(account, question.countries) else { continue }
      specs.append((question, spec))
    }
    for start in stride(from: 0, to: specs.count, by: Self.floorsInRequest) {
      let part = specs[start..<min(start + Self.floorsInRequest, specs.count)]
      let answers = try await client.bidFloors(in: id, specs: part.map(\.1))
      for ((question, _), micros) in zip(part, answers) {
        floors[question] = Money(micros: micros)
      }
    }
    return floors
  }

  /// The countries of locations: of regions and postal codes the part before the dash; metro codes
  /// are digits, and Pinterest has them for the US only.
  private static func countries(of locations: [String]) -> [String] {
    Set(
      locations.map { location in
        TargetingNames.isID(location) ? "US" : String(location.prefix { $0 != "-" })
      }
    ).sorted()
  }
}
