import AdsModel
import Diagnostics

/// What is found in one file, up to a limit; a finding tells the place and never the value.
struct ListFindings {
  /// How many lines are told before reading stops.
  static let limit = 20

  let file: String
  let identifier: ListIdentifier
  private(set) var diagnostics: [Diagnostic] = []

  init(file: String, identifier: ListIdentifier) {
    self.file = file
    self.identifier = identifier
  }

  /// Reports something of a line; false when that is one too many, and reading stops.
  mutating func report(
    _ code: DiagnosticCode, _ message: String, line: Int, column: Int = 1, hint: String
  ) -> Bool {
    guard diagnostics.count < Self.limit else {
      stop(atLine: line)
      return false
    }
    add(code, message, line: line, column: column, hint: hint)
    return true
  }

  private mutating func stop(atLine line: Int) {
    add(
      .listTooManyFindings,
      "more than \(Self.limit) lines are wrong; reading stopped after \(line) lines", line: line,
      column: 1, hint: "mend what is told above, then check the whole file again")
  }

  private mutating func add(
    _ code: DiagnosticCode, _ message: String, line: Int, column: Int, hint: String
  ) {
    let place = SourcePosition(line: line, column: column)
    diagnostics.append(
      Diagnostic(
        code, message, at: SourceSpan(file: file, start: place, end: place), hint: hint))
  }
}

// MARK: - Words

extension ListFindings {
  mutating func report(_ fault: ListFault, line: Int, column: Int) -> Bool {
    let (message, hint) = words(fault)
    return report(fault.code(identifier), message, line: line, column: column, hint: hint)
  }

  mutating func report(_ title: ListTitle, line: Int) -> Bool {
    let message =
      switch title {
      case .title: "the first line is a title and no entry"
      case .separator: "the first line tells Excel the separator (`sep=`) and is no entry"
      }
    return report(
      .listHeader, message, line: line, hint: "take the line out; a list has entries alone")
  }

  mutating func report(_ encoding: ForeignEncoding) -> Bool {
    report(
      .listEncoding, "the file is \(encoding.rawValue), not UTF-8", line: 1,
      hint: Self.savingHint)
  }

  /// `found` is how this line is written, `expected` how the others are.
  mutating func report(
    _ found: ListHashing, expected: ListHashing, isDeclared: Bool, line: Int
  ) -> Bool {
    let message =
      isDeclared
      ? "the line is \(found.words), but `hashing: \(expected.rawValue)` is declared"
      : "the line is \(found.words), but the first entry is \(expected.words)"
    let hint =
      isDeclared
      ? "write every entry as declared, or declare what the file has"
      : "write every entry alike: plain, or as digests of one kind"
    return report(.listMixedHashing, message, line: line, hint: hint)
  }

  private func words(_ fault: ListFault) -> (message: String, hint: String) {
    let noun = identifier.noun
    let oneColumn = "keep one column alone, that of the \(identifier.plural)"
    switch fault {
    case .notUTF8: return ("the line is not UTF-8", Self.savingHint)
    case .nullByte: return ("the line has a zero byte in it", Self.savingHint)
    case .emptyLine: return ("the line is empty", "take the line out")
    case .tab: return ("the line has a tab in it", oneColumn)
    case .extraColumn(let separator):
      return ("the line has a second column, after a \(separator.rawValue)", oneColumn)
    case .notAnEntry(let reason): return (message(reason), identifier.hint)
    case .notLowerCase:
      return (
        "\(noun) is written with upper-case letters",
        "write it in lower case, as Android does; ids in upper case are often Apple's"
      )
    case .personalData(let data):
      return (
        "the line looks like \(data.rawValue), not like \(noun)",
        "leave it out: a list has \(identifier.plural) or their digests, and nothing else of a person"
      )
    case .otherIdentifier:
      let (found, others) =
        identifier == .email
        ? ("an advertising id", "email addresses") : ("an email address", "advertising ids")
      return (
        "the line is \(found), in a list of \(others)",
        "give ids and email addresses lists of their own"
      )
    }
  }

  private func message(_ reason: ListFault.Reason) -> String {
    switch reason {
    case .form: "the line is neither \(identifier.noun) nor a digest of one"
    case .quotes:
      "the line has quotes that are not one pair of double quotes around \(identifier.noun)"
    case .length:
      "the line is longer than \(LineCutter.longest) bytes, so it is not \(identifier.noun)"
    case .digits(let count):
      "the line is \(count) hexadecimal digits, which is no digest that Pinterest takes"
    }
  }

  private static let savingHint =
    "save the file as UTF-8; Excel calls that \"CSV UTF-8\""
}

extension ListIdentifier {
  /// What one entry is.
  var noun: String {
    switch self {
    case .email: "an email address"
    case .maid: "an advertising id"
    case .idfa: "an advertising id of Apple's"
    }
  }

  var plural: String {
    switch self {
    case .email: "email addresses"
    case .maid, .idfa: "advertising ids"
    }
  }

  /// What to write.
  fileprivate var hint: String {
    let example =
      switch self {
      case .email: "one address a line, such as `ana@northwind.example`"
      case .maid, .idfa: "one id a line, such as `38400000-8cf0-11bd-b23e-10b96e40000d`"
      }
    return "write \(example), or its SHA-256, SHA-1 or MD5 in hexadecimal"
  }
}

extension ListHashing {
  /// What a line is that is written so.
  var words: String {
    switch self {
    case .none: "plain"
    case .md5: "an MD5 digest"
    case .sha1: "a SHA-1 digest"
    case .sha256: "a SHA-256 digest"
    }
  }
}
