import AdsModel
import Diagnostics

/// What was read of a list.
public struct ListContents {
  public let file: String
  /// How many lines were read; not all of them where too much was wrong.
  public let lines: Int
  /// How many lines are entries.
  public let entries: Int
  /// How the first entry is written; none where there is no entry.
  public let hashing: ListHashing?
  public let members: MemberSet
  public internal(set) var diagnostics: [Diagnostic] = []

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// How many lines say again what another line says.
  public var duplicates: Int { entries - members.readCount }

  /// Takes out who is on another list, which says what was found in that one too.
  ///
  /// Plain entries and SHA-256 digests tell the same people; digests of two kinds could not.
  public mutating func suppress(_ other: ListContents) {
    diagnostics += other.diagnostics
    guard let own = hashing, let others = other.hashing else { return }
    guard own.digestKind == others.digestKind else {
      diagnostics.append(
        Diagnostic(
          .listMixedHashing,
          "its first entry is \(others.words), but that of \(quoted(file)) is \(own.words)",
          in: other.file, hint: "write both lists alike, or nobody is found in both"))
      return
    }
    members.remove(other.members)
  }

  /// Says so where too few are left; to be called when everybody is out who has to be.
  public mutating func judgeSize() {
    guard !hasErrors, members.count < Limits.smallestAudience else { return }
    let count = members.count
    diagnostics.append(
      Diagnostic(
        .listTooFew, .warning,
        "\(count) distinct \(count == 1 ? "entry" : "entries") cannot give the \(Limits.smallestAudience) matches that an audience needs",
        in: file, hint: "add people; until then no ad group can target the audience"))
  }
}

extension Diagnostic {
  /// That a list cannot be had; `span` is where it is named, if somebody names it in a file.
  public static func missingList(
    _ file: String, _ failure: ByteSource.Failure, at span: SourceSpan? = nil
  ) -> Self {
    let message =
      switch failure {
      case .missing: "there is no file \(quoted(file))"
      case .unreadable(let reason): "\(quoted(file)) cannot be read: \(reason)"
      }
    let hint = "name a file with one entry a line"
    guard let span else { return Self(.listFileMissing, message, in: file, hint: hint) }
    return Self(.listFileMissing, message, at: span, hint: hint)
  }

  static func emptyList(_ file: String) -> Self {
    Self(
      .listEmpty, "the list has no entries", in: file,
      hint: "an export may have failed; to give up an audience, archive it")
  }
}
