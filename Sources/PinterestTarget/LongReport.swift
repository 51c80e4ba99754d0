import AdsModel
import PinterestAPI

/// Where the tokens of reports are kept, so that a run after a kill asks for none of them again.
public struct ReportTokens: Sendable {
  /// The token under a key, if there is one.
  let token: @Sendable (String) -> String?
  let keep: @Sendable (_ key: String, _ token: String) throws(APIError) -> Void

  public init(
    token: @escaping @Sendable (String) -> String?,
    keep: @escaping @Sendable (_ key: String, _ token: String) throws(APIError) -> Void
  ) {
    self.token = token
    self.keep = keep
  }

  /// Keeps nothing.
  public static let none = Self(token: { _ in nil }, keep: { (_, _) throws(APIError) in })
}

extension PinterestAccount {
  /// The numbers of more days than one report may have, as several reports at once.
  ///
  /// Reports are asked for and polled side by side and fetched one after the other, in no certain
  /// order; rows over all the days come once for each report. A report that fails is made again up to
  /// three times. More ids than one report takes are all of the level: the rows of others are for
  /// `take` to pass over. Progress counts reports that are read, of how many.
  public func longReport<Result: Sendable>(
    _ query: ReportQuery, tokens: ReportTokens = .none,
    progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void = { _, _ in },
    into initial: Result, _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void
  ) async throws(APIError) -> Result {
    let parts = Self.parts(of: query).map { ReportPart($0, client: client, account: id, tokens) }
    progress(0, parts.count)
    let gathered = await withTaskGroup(of: Swift.Result<ReadyPart, APIError>.self) { group in
      for part in parts {
        group.addTask {
          var part = part
          do throws(APIError) {
            let address = try await part.address()
            return .success(ReadyPart(part: part, address: address))
          } catch {
            return .failure(error)
          }
        }
      }
      defer { group.cancelAll() }
      var result = initial
      var done = 0
      for await ready in group {
        do throws(APIError) {
          var ready = try ready.get()
          result = try await ready.read(into: result, take)
        } catch {
          return Swift.Result<Result, APIError>.failure(error)
        }
        done += 1
        progress(done, parts.count)
      }
      return .success(result)
    }
    return try gathered.get()
  }

  /// A query for each part of its days.
  static func parts(of query: ReportQuery) -> [ReportQuery] {
    let limits = PinterestCapabilities.Analytics.self
    let window = query.query.granularity == .hour ? limits.hourlyReports : limits.reports
    return window.slices(of: query.query.days).map { days in
      var part = query
      part.query.days = days
      if query.scope.count > limits.reportEntities { part.scope = .account }
      return part
    }
  }
}

/// One report on its way.
struct ReportPart: Sendable {
  let query: ReportQuery
  private let client: PinterestClient
  private let account: String
  private let tokens: ReportTokens
  private var token: String?
  private var remakes = 0
  private var waited = Duration.zero
  private var wait = Self.firstWait

  /// How often one is made again that fails, or is gone.
  static let mostRemakes = 3
  static let firstWait = Duration.seconds(1)
  static let longestWait = Duration.seconds(30)
  /// Reports that take longer are given up; finished ones are there for as long.
  static let patience = Duration.seconds(PinterestCapabilities.Analytics.reportLife)

  init(_ query: ReportQuery, client: PinterestClient, account: String, _ tokens: ReportTokens) {
    self.query = query
    self.client = client
    self.account = account
    self.tokens = tokens
    token = tokens.token(key)
  }

  /// What tells the report from others, so that the token of one is not taken for another.
  private var key: String { account + " " + query.text }

  /// Waits for the report to be finished: where its file is.
  mutating func address() async throws(APIError) -> String {
    while true {
      let token = try await currentToken()
      switch try await client.reportState(token, in: account) {
      case .finished(let address): return address
      case .inProgress: try await waitMore()
      case .gone: try makeAgain("is not there any more")
      case .failed: try makeAgain("was not made")
      }
    }
  }

  private mutating func currentToken() async throws(APIError) -> String {
    if let token { return token }
    let token = try await client.createReport(in: account, query)
    try tokens.keep(key, token)
    self.token = token
    return token
  }

  private mutating func waitMore() async throws(APIError) {
    guard waited < Self.patience else {
      throw .unavailable(
        reason: "\(name) is not finished after \(Self.patience.components.seconds / 60) minutes",
        requestID: nil)
    }
    try await client.pause(wait)
    waited += wait
    wait = min(wait * 3 / 2, Self.longestWait)
  }

  private mutating func makeAgain(_ reason: String) throws(APIError) {
    guard remakes < Self.mostRemakes else {
      throw .unavailable(
        reason: "\(name) \(reason), \(Self.mostRemakes + 1) times", requestID: nil)
    }
    remakes += 1
    token = nil
    wait = Self.firstWait
  }

  /// Its file cannot be had, however often it is asked where it is.
  fileprivate func unread(after attempts: Int) -> APIError {
    .unavailable(
      reason: "\(name) is finished, and each of \(attempts) addresses of its file was refused",
      requestID: nil)
  }

  private var name: String {
    "the report from \(query.query.days.lowerBound) to \(query.query.days.upperBound)"
  }
}

/// A report that is finished.
private struct ReadyPart: Sendable {
  var part: ReportPart
  var address: String

  /// Reads its file; an address that has become too old is asked for again.
  mutating func read<Result: Sendable>(
    into result: Result, _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void
  ) async throws(APIError) -> Result {
    var retries = 0
    while true {
      do throws(APIError) {
        return try await part.fetch(address, into: result, take)
      } catch {
        guard error.isExpiredAddress else { throw error }
        guard retries < ReportPart.mostRemakes else { throw part.unread(after: retries + 1) }
        retries += 1
        address = try await part.address()
      }
    }
  }
}

extension ReportPart {
  fileprivate func fetch<Result: Sendable>(
    _ address: String, into result: Result,
    _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void
  ) async throws(APIError) -> Result {
    try await client.downloadReport(at: address, of: query, into: result, take)
  }
}
