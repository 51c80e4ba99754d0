import Foundation

/// Why a server did not do what it was asked for.
enum PostgresFailure: Error, Hashable {
  /// No connection came about, with the server's code where one answered.
  case unconnected(code: String?, String)
  /// The connection broke, or nothing came back in time: what was sent may have been done.
  case broken(String)
  /// The server refused a statement, of which it has done nothing; with its SQLSTATE and which of those that
  /// were sent together it was.
  case refused(code: String, String, statement: Int)
}

extension PostgresFailure {
  /// Whether the same transaction is to be tried again: it met another one.
  var isRace: Bool {
    if case .refused(let code, _, _) = self { ["40001", "40P01"].contains(code) } else { false }
  }

  /// Whether the server, not the statement, is at fault, and may be back in a moment.
  var isPassing: Bool {
    switch self {
    case .broken: true
    case .unconnected(let code, _): code.map(Self.isPassing) ?? true
    case .refused(let code, _, _): Self.isPassing(code)
    }
  }

  /// Shut down, starting, or out of connections.
  private static func isPassing(_ code: String) -> Bool {
    code.hasPrefix("57P") || code.hasPrefix("08") && code != "08P01" || code == "53300"
  }

  /// The code that the server gave.
  var code: String? {
    switch self {
    case .unconnected(let code, _): code
    case .broken: nil
    case .refused(let code, _, _): code
    }
  }

  /// What was said, with the code.
  var words: String {
    switch self {
    case .unconnected(let code, let words): words + (code.map { " (\($0))" } ?? "")
    case .broken(let words): words
    case .refused(let code, let words, _): "\(words) (\(code))"
    }
  }

  /// What it means for whoever ran the command.
  func error(at place: String) -> StateError {
    switch code {
    case nil: .store(place, .unreachable(words))
    case let code? where code.hasPrefix("28"): .store(place, .refused(words))
    case "42501": .store(place, .refused(words))
    case "25006":
      .store(
        place, .refused("\(words): it is a copy that is only read, or is set to take no writes"))
    case "3D000":
      .store(place, .notSetUp("\(words); make it with `createdb`, or name another one"))
    case "53100": .store(place, .full(words))
    case "55P03", "57014", "40001", "40P01": .busy(place: place)
    case "42P01", "42703", "3F000":
      .document(place, .damaged(detail: "\(words); a table is not what pinplan made"))
    case let code? where code.hasPrefix("XX"):
      .document(place, .damaged(detail: words))
    case "08P01":
      .store(
        place,
        .notSetUp("\(words); a pooler has to be in session or transaction mode"))
    default: .store(place, isPassing ? .unreachable(words) : .notSetUp(words))
    }
  }
}

/// What a server or libpq said, on one line, with the code that it has where it is told in full.
struct ServerWords {
  let text: String
  let code: String?

  init(_ message: String) {
    var lines: [String] = []
    var code: String?
    for line in message.split(whereSeparator: \.isNewline) {
      var line = line.trimmingCharacters(in: .whitespaces)
      guard !line.hasPrefix("LOCATION:") else { continue }
      if let match = line.firstMatch(of: #/[A-Z]+: +([0-9A-Z]{5}): /#) {
        code = code ?? String(match.1)
        let severity = line[match.range].prefix { $0 != ":" }
        line.replaceSubrange(match.range, with: "\(severity): ")
      }
      lines.append(line)
    }
    text = lines.joined(separator: "; ")
    self.code = code
  }
}
