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

/// Takes out of a text from outside what looks like a token.
enum Redaction {
  private static let prefixes = ["pina_", "pinr.", "pinr_", "pinc_", "Bearer ", "Basic "]
  private static let longest = 1000

  /// The text without tokens, and no longer than a message needs to be.
  static func clean(_ text: String) -> String {
    var result = String(text.prefix(longest))
    for prefix in prefixes {
      var start = result.startIndex
      while let found = result.range(
        of: prefix, options: .caseInsensitive, range: start..<result.endIndex)
      {
        let end = result[found.upperBound...].firstIndex { !isPartOfToken($0) } ?? result.endIndex
        let offset = result.distance(from: result.startIndex, to: found.lowerBound)
        result.replaceSubrange(found.lowerBound..<end, with: "<redacted>")
        start = result.index(result.startIndex, offsetBy: offset + "<redacted>".count)
      }
    }
    return result
  }

  private static func isPartOfToken(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-._~+/=".contains(character))
  }
}
