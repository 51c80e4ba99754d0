/// What came of one project of a job.
struct CIResult {
  /// The project, as its repository names it.
  let project: String
  /// As the command for one project would end, `changes` where a plan has some.
  var status: ExitStatus
  var digest: String?
}

extension [CIResult] {
  /// The worst end of any.
  var worst: ExitStatus { map(\.status).max { $0.weight < $1.weight } ?? .done }

  /// For later steps of the job.
  var outputs: [(name: String, value: String)] {
    var outputs = [(name: "status", value: "\(worst.rawValue)")]
    if count == 1, let digest = first?.digest { outputs.append(("digest", digest)) }
    return outputs
  }
}

extension ExitStatus {
  fileprivate var weight: Int {
    switch self {
    case .done: 0
    case .changes: 1
    case .refused: 2
    case .stale: 3
    case .stopped: 4
    case .usage: 5
    }
  }
}
