/// Which campaigns, ad groups or ads to list.
public struct ListFilter: Hashable, Sendable {
  /// Where to look; an empty list of ids finds nothing, without a request.
  public enum Scope: Hashable, Sendable {
    case account
    /// These ones, by their own ids.
    case ids([String])
    case campaigns([String])
    /// Only for ads.
    case adGroups([String])
  }

  /// The API leaves out what is archived or a draft unless it is asked for.
  public enum Statuses: Hashable, Sendable {
    case all
    /// Active and paused.
    case live
  }

  public var scope: Scope
  public var statuses: Statuses
  public var newestFirst: Bool
  /// Stop after so many.
  public var limit: Int?

  public init(
    _ scope: Scope = .account, statuses: Statuses = .all, newestFirst: Bool = false,
    limit: Int? = nil
  ) {
    self.scope = scope
    self.statuses = statuses
    self.newestFirst = newestFirst
    self.limit = limit
  }
}
