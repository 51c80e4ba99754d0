import AdsModel
import Applying
import PinterestAPI

/// A connected ad account with what was looked up about it; one for each run.
public struct PinterestAccount: Sendable {
  public let client: PinterestClient
  /// The ad account's id; digits kept as text.
  public let id: String
  let interests: Interests
  let pins: Pins
  let timing: EffectTiming

  public init(_ client: PinterestClient, id: String, timing: EffectTiming) {
    self.client = client
    self.id = id
    self.timing = timing
    interests = Interests(client, account: id)
    pins = Pins(client, account: id)
  }
}

/// Pinterest's interests, asked for once and only when a project names one by a word.
actor Interests {
  private let client: PinterestClient
  private let account: String
  private var known: [String: String]?

  init(_ client: PinterestClient, account: String) {
    self.client = client
    self.account = account
  }

  /// The ids by the words that a project may write.
  func ids() async throws(APIError) -> [String: String] {
    if let known { return known }
    let options = try await client.targetingOptions("INTEREST", account: account)
    // Two interests of one name differ by their level; the one made first is the wider one.
    let words = Dictionary(options.map { (TargetingNames.word(for: $1), $0) }) { first, second in
      first.count == second.count ? min(first, second) : first.count < second.count ? first : second
    }
    known = words
    return words
  }
}

/// The Pins and boards that new ads show, each asked for once.
actor Pins {
  private let client: PinterestClient
  private let account: String
  private var found: [String: WirePin] = [:]
  private var boards: [String: WireBoard] = [:]
  /// From how many Pins on a list of all of them costs fewer requests.
  private static let fewest = 25

  init(_ client: PinterestClient, account: String) {
    self.client = client
    self.account = account
  }

  func pin(_ id: String) async throws(APIError) -> WirePin {
    if let pin = found[id] { return pin }
    let pin = try await client.pin(id, actingFor: account)
    found[id] = pin
    return pin
  }

  func board(_ id: String) async throws(APIError) -> WireBoard {
    if let board = boards[id] { return board }
    let board = try await client.board(id, actingFor: account)
    boards[id] = board
    return board
  }

  /// Reads many Pins at once where that is cheaper; what the list leaves out is asked for later.
  func prepare(_ ids: Set<String>) async throws(APIError) {
    guard ids.subtracting(found.keys).count > Self.fewest else { return }
    for pin in try await client.pins(actingFor: account) where ids.contains(pin.id) {
      found[pin.id] = pin
    }
  }
}

extension WirePin {
  /// The creative type of an ad that shows the Pin.
  var creative: String {
    if let creativeType { return creativeType }
    switch media?.mediaType {
    case "video": return "VIDEO"
    case "multiple_images", "multiple_videos", "multiple_mixed": return "CAROUSEL"
    default: return "REGULAR"
    }
  }
}
