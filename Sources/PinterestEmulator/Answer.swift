/// What the account says to one request.
struct Answer: Sendable {
  var status = 200
  var body: JSON?
  /// A file in place of a body.
  var raw: [UInt8]?
  var headers: [String: String] = [:]

  static func ok(_ body: JSON) -> Answer { Answer(body: body) }
  static func ok(_ row: Row) -> Answer { Answer(body: .object(row)) }

  /// The body of every refused request.
  static func failure(_ status: Int, code: Int, _ message: String) -> Answer {
    Answer(status: status, body: ["code": .integer(code), "message": .string(message)])
  }
}

/// Why a request, or one item of a batch, is refused.
struct Refusal: Error, Sendable {
  var status = 400
  var code: Int
  var message: String

  init(status: Int = 400, code: Int = 1, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }

  static func notFound(_ what: String, _ id: String) -> Refusal {
    Refusal(status: 404, code: 404, "\(what) \(id) not found.")
  }

  /// Checks what an update makes; what was there already against the same rule may stay.
  static func unless(
    sameAs before: () throws(Refusal) -> Void, _ after: () throws(Refusal) -> Void
  ) throws(Refusal) {
    do throws(Refusal) {
      try after()
    } catch let refusal {
      do throws(Refusal) { try before() } catch  where error.message == refusal.message { return }
      throw refusal
    }
  }

  var answer: Answer { .failure(status, code: code, message) }
  var exception: JSON { ["code": .integer(code), "message": .string(message)] }
}
