import Foundation

/// What Pinterest says with a status that is no success.
struct ErrorBody {
  let response: APIResponse
  let code: Int?
  /// Empty if the body is not one of Pinterest's, such as the page of a proxy.
  let message: String

  init(_ response: APIResponse) {
    self.response = response
    let body = try? JSONDecoder().decode(WireException.self, from: Data(response.body))
    code = body?.code
    message = body?.message ?? ""
  }

  /// A scope or a role is missing; another token of the same user would not help.
  var isAboutRights: Bool { [3, 7, 29].contains(code) }

  var isAboutSpam: Bool { message.lowercased().contains("spam") }

  var forbidden: APIError {
    .forbidden(
      status: response.status, code: code, message: message, requestID: response.requestID)
  }

  var refused: APIError {
    .refused(
      status: response.status, code: code, message: message, requestID: response.requestID)
  }
}

/// A code and a message, as errors and exceptions have them.
struct WireException: WireObject {
  let code: Int?
  let message: String

  init(_ fields: WireFields) throws {
    code = (try? fields.integer("code")).flatMap { Int(exactly: $0) }
    message = Redaction.clean((try? fields.text("message")) ?? "")
  }
}
