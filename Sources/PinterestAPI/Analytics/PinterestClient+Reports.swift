import AdsModel

// Reports: asked for, asked about, and fetched. None of it changes anything.
extension PinterestClient {
  /// Asks for a report, and tells the token to ask about it with; it may be asked for again.
  public func createReport(in account: String, _ query: ReportQuery) async throws(APIError)
    -> String
  {
    let limits = PinterestCapabilities.Analytics.self
    precondition((query.scope.filter?.ids.count ?? 0) <= limits.reportEntities)
    precondition(query.targetingTypes.count <= limits.reportTargetingTypes)
    let request = APIRequest(
      .post, Self.reports, ids: [account], body: Self.encode(query), category: .adsAnalytics,
      isRepeatable: true)
    let answer = try await send(request)
    let report = try decode(WireReport.self, from: answer, of: request)
    guard let token = report.token, !token.isEmpty else {
      throw .unreadable(reason: "token is missing", requestID: answer.response.requestID)
    }
    return token
  }

  public func reportState(_ token: String, in account: String) async throws(APIError)
    -> ReportState
  {
    let request = APIRequest(
      .get, Self.reports, ids: [account], query: [("token", token)], category: .adsAnalytics,
      isRepeatable: true)
    let answer = try await send(request)
    guard let state = try decode(WireReport.self, from: answer, of: request).state else {
      throw .unreadable(reason: "url is missing", requestID: answer.response.requestID)
    }
    return state
  }

  private static let reports = "/ad_accounts/{ad_account_id}/reports"

  /// Fetches a finished report and reads its rows as they come, holding a part of it at a time.
  ///
  /// What breaks off starts over from `initial`. An address that is too old is refused; asking
  /// about the report gives another one.
  public func downloadReport<Result: Sendable>(
    at address: String, of query: ReportQuery, into initial: Result,
    _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void
  ) async throws(APIError) -> Result {
    guard download.accepts(address) else {
      throw .unreadable(reason: "url is not an address with `https://`", requestID: nil)
    }
    let reader = RowReader(idColumns: query.idColumns, columns: query.query.columns)
    var progress = RequestProgress(isRepeatable: true)
    var waited = Duration.zero
    while true {
      let attempt = progress.attempt
      let gathering = PartialGathering(initial, reader, take)
      let outcome = await fetch(address) { gathering.read($0) }
      var response: APIResponse?
      if case .response(let some) = outcome { response = some }
      onRequest(
        RequestNote(
          operation: "GET a report's url", category: .adsAnalytics, status: response?.status,
          requestID: nil, attempt: attempt, waited: waited))
      if let response, [401, 403].contains(response.status) {
        throw .refused(status: response.status, code: nil, message: "", requestID: nil)
      }
      switch progress.next(after: outcome, chance: pace.chance()) {
      case .finish:
        do throws(UnreadableRows) {
          return try gathering.finish()
        } catch {
          throw .unreadable(reason: error.reason, requestID: nil)
        }
      case .fail(let error): throw error
      case .renewToken: preconditionFailure("a file is fetched without a token")
      case .wait(let time):
        try await pause(time)
        waited += time
      }
    }
  }

  private func fetch(_ address: String, _ take: @escaping @Sendable ([UInt8]) -> Bool) async
    -> RequestProgress.Outcome
  {
    let outcome = try? await stop.unlessStopped { [download] () -> RequestProgress.Outcome in
      do throws(TransportFailure) {
        return .response(try await download.fetch(address, take))
      } catch {
        return .failure(error)
      }
    }
    return outcome ?? .failure(.notSent("the run was stopped"))
  }
}

extension APIError {
  /// Whether the address of a report is too old, so that asking about the report gives a new one.
  public var isExpiredAddress: Bool {
    guard case .refused(let status, _, _, _) = self else { return false }
    return [400, 401, 403, 404, 410].contains(status)
  }
}
