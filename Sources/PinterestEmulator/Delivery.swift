/// How an answer goes out over the wire.
struct Delivery: Sendable {
  enum Manner: Equatable, Sendable {
    case whole
    /// The connection ends without an answer.
    case close
    /// Nothing comes for this long, or until the faults are cleared once more than so often; then
    /// the connection ends.
    case hang(milliseconds: Int?, clearings: Int)
    /// The head promises the whole body, and half of it comes.
    case truncated
    /// The answer comes, this much later.
    case late(milliseconds: Int)
    /// The request is not carried out yet; what is sent is known when it was.
    case afterCommit(Task<Delivery, Never>)
  }

  var answer: Answer
  var manner = Manner.whole
  /// What goes out in place of the body.
  var garbage: [UInt8]?

  var bytes: [UInt8] { garbage ?? answer.raw ?? answer.body?.bytes ?? [] }
}
