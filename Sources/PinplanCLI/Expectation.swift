import AdsModel
import Applying
import Diagnostics
import Outcomes
import Planning
import StateStore

/// What a plan is held to: the reviewed digest and, where this state has begun an apply of it, what
/// is left of that.
struct Expectation {
  private let expected: ExpectedDigest?
  private let begun: BegunRest?
  private let now: Instant
  /// What the plan does other than finish what was begun.
  private var differences: [String] = []
  private let common: CommonOptions
  /// What the plan goes on with; none when it is the whole one, or another.
  private(set) var rest: BegunRest?

  init(_ expected: ExpectedDigest?, _ common: CommonOptions) async throws {
    self.expected = expected
    self.common = common
    now = common.time
    begun =
      if let digits = expected?.digits { try await common.backend.rest(ofDigest: digits) } else {
        nil
      }
  }

  /// A request for what is left: what was replaced already is not replaced again.
  func narrowed(_ request: PlanRequest) -> PlanRequest {
    guard let begun else { return request }
    var request = request
    request.options.replace = begun.replacing(request.options.replace)
    request.rest = begun
    request.bindings = begun.bindings
    return request
  }

  /// Compares a plan, which has that digest, with what is left, and returns the one that it is applied under.
  mutating func judge(
    _ plan: inout Plan, _ digest: String, of planned: Planned
  ) async throws -> String {
    guard let expected, let begun, !expected.matches(digest) else { return digest }
    differences = try await common.backend.words(
      for: begun.differences(
        from: plan, configurationDigest: planned.project.configurationDigest, now: now),
      since: begun)
    guard differences.isEmpty else { return digest }
    rest = begun
    plan.notes.append(begun.continuation.sentence(nothingLeft: plan.isEmpty))
    return begun.digest
  }

  /// Whether the plan is neither the reviewed one nor its rest, although an apply of it was begun.
  var hasMoved: Bool { !differences.isEmpty }

  /// Why a plan may not be applied, which is when it is another one than was reviewed.
  func failure(for plan: Plan, _ digest: String) -> Failure? {
    guard let expected, !expected.matches(digest) else { return nil }
    var details = differences.prefix(20).map { Printable.text($0) }
    if differences.count > 20 { details.append("and \(differences.count - 20) more") }
    let earlier =
      begun.map {
        "apply \($0.firstApply) of that digest was begun \($0.begunAt), and \($0.doneCount) of \($0.totalCount) changes are done; "
      } ?? ""
    return Failure(
      .planNotReviewed,
      "the plan is not the reviewed one: its digest is \(digest), not \(expected.digits)",
      details: details,
      note: earlier + "as it is now it would do \(plan.summary.phrase); nothing was written",
      hint: begun?.hasEffect == true
        ? "plan again in a new request, and have that reviewed" : "have it reviewed again",
      exit: .stale)
  }
}
