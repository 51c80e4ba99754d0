/// One element of a batch that creates or updates campaigns, ad groups or ads.
public protocol BatchBody: Encodable, Hashable, Sendable {
  associatedtype Entity: WireObject
  /// The last part of the path.
  static var collection: String { get }
  var id: String? { get }
  /// Whether an answer can be the one to this element.
  func isAnswered(by entity: Entity) -> Bool
}

/// Whether what came back contradicts what was sent; what is absent contradicts nothing.
func agrees(_ sent: String?, _ answered: String?) -> Bool {
  guard let sent, let answered else { return true }
  return sent == answered
}

/// What a batch came to.
public struct BatchAnswer<Entity: WireObject>: Hashable, Sendable {
  /// One for each element, in the order in which they were sent.
  public var items: [ItemAnswer<Entity>]
  public var requestID: String?
  /// How long the rate limit and repetitions after a refusal held it up.
  public var waited: Duration

  public init(items: [ItemAnswer<Entity>], requestID: String? = nil, waited: Duration = .zero) {
    self.items = items
    self.requestID = requestID
    self.waited = waited
  }
}

/// What became of one element of a batch.
public enum ItemAnswer<Entity: WireObject>: Hashable, Sendable {
  case accepted(Entity)
  /// Pinterest refused this element alone, in its own words.
  case refused(code: Int?, message: String)
  /// The answer says nothing of it: it may or may not have been done.
  case unanswered
}
