import NIOHTTP1

extension APIResponse {
  /// Takes from the headers what the client uses; all of them may be missing.
  init(status: Int, headers: HTTPHeaders, body: [UInt8]) {
    self.init(
      status: status, body: body,
      requestID: headers.first(name: "x-pinterest-rid").flatMap(Self.requestID),
      retryAfter: Self.seconds(headers, "retry-after"), quota: RateQuota(headers))
  }

  /// An id of letters and digits; anything else is not one, and not repeated.
  private static func requestID(_ text: String) -> String? {
    let isID = text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
    }
    return isID && (1...64).contains(text.utf8.count) ? text : nil
  }

  /// Whole seconds; a date, which `Retry-After` may be too, is not what Pinterest sends.
  fileprivate static func seconds(_ headers: HTTPHeaders, _ name: String) -> Duration? {
    guard let text = headers.first(name: name), let seconds = Int(text), seconds >= 0
    else { return nil }
    return .seconds(min(seconds, 86_400))
  }
}

extension RateQuota {
  /// The headers of Pinterest, or the common ones.
  fileprivate init?(_ headers: HTTPHeaders) {
    for prefix in ["x-userendpoint-ratelimit-", "x-ratelimit-"] {
      let limit = headers.first(name: prefix + "limit").flatMap { Int($0) }
      let remaining = headers.first(name: prefix + "remaining").flatMap { Int($0) }
      let reset =
        APIResponse.seconds(headers, prefix + "reset-seconds")
        ?? APIResponse.seconds(headers, prefix + "reset")
      if limit != nil || remaining != nil {
        self.init(limit: limit, remaining: remaining, reset: reset)
        return
      }
    }
    return nil
  }
}
