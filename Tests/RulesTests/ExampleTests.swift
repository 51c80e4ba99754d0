import Diagnostics
import Rules
import Testing

struct ExampleTests {
  static let codes = Rule.all.map(\.code.rawValue)

  @Test func `every code has exactly one rule`() {
    #expect(
      Rule.all.map(\.code.rawValue).sorted() == DiagnosticCode.allCases.map(\.rawValue).sorted())
    for code in DiagnosticCode.allCases {
      #expect(Rule.named(code.rawValue)?.code == code)
    }
  }

  @Test(arguments: codes)
  func `what breaks a rule is told where the mark stands, and nothing else is wrong`(
    _ code: String
  ) throws {
    let rule = try #require(Rule.named(code))
    guard rule.rejects.description == nil else { return }
    let found = rule.rejects.judged()
    let own = found.filter { $0.code == rule.code }
    #expect(own.map(\.mark) == [rule.rejects.mark], "\(found)")
    #expect(own.map(\.severity) == [rule.severity])
    // Too much can only be wrong where other things are.
    guard rule.code != .listTooManyFindings else { return }
    #expect(found.filter { $0.code != rule.code && $0.severity == .error } == [])
  }

  @Test(arguments: codes)
  func `what keeps a rule passes without an error`(_ code: String) throws {
    let rule = try #require(Rule.named(code))
    let found = rule.accepts.judged()
    #expect(found.filter { $0.code == rule.code || $0.severity == .error } == [])
  }

  @Test(arguments: codes)
  func `a message says what is wrong and a hint what would do`(_ code: String) throws {
    let rule = try #require(Rule.named(code))
    for diagnostic in rule.rejects.judged() {
      #expect(diagnostic.message.count > 10)
      #expect(diagnostic.hint?.isEmpty == false, "\(diagnostic.message)")
      for text in [diagnostic.message, diagnostic.hint ?? ""] + diagnostic.notes.map(\.message) {
        #expect(text.first?.isUppercase == false || text.hasPrefix("Pinterest "), "\(text)")
        #expect(!text.hasSuffix("."), "\(text)")
      }
    }
  }

  @Test func `only three rules that no account is asked for have no example in files`() {
    let described = Rule.all.filter { $0.rejects.description != nil && !$0.needsAccount }
      .map(\.code)
    // The last one speaks once target pinterest makes audiences.
    #expect(described == [.fileTooLarge, .fileUnreadable, .audienceRuleImmutable])
  }

  @Test func `a rule that needs the state says so`() {
    let needing = Rule.all.filter(\.needsState).map(\.code)
    #expect(needing.contains(.movedTargetTaken))
    #expect(needing.contains(.scheduleStartTooEarly))
    #expect(!needing.contains(.movedInvalid))
    #expect(!needing.contains(.scheduleEndBeforeStart))
    #expect(Rule.all.filter { $0.isGuardrail && !$0.needsState }.isEmpty)
    #expect(Rule.all.filter(\.isGuardrail).count == 9)
  }
}
