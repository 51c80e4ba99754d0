import Testing

@testable import Applying

/// When somebody looks, and what the findings mean: the value alone.
struct SettlingTests {
  @Test(arguments: [
    (0, [2]), (1, [1, 2]), (2, [1, 1, 2]), (3, [1, 2, 2]), (12, [1, 2, 4, 5, 2]),
    (72, [1, 2, 4, 8, 16, 41, 2]),
  ])
  func `it is looked for now and again, and twice once nothing can come any more`(
    _ remaining: Int, _ waits: [Int]
  ) {
    let found = LookSchedule.waits(until: .seconds(remaining), apart: .seconds(2))
    #expect(found == waits.map { .seconds($0) })
    #expect(found.dropLast().reduce(.zero, +) == .seconds(remaining))
  }

  /// Goes through a settling of operations that are found as a table of looks says; a dot is what is
  /// not there, a plus what is, an F a look that fails, a question mark what cannot be told.
  private func settle(_ looks: String..., remaining: Int = 3) -> (
    findings: [Int: LookFinding], waited: Duration, lookCount: Int
  ) {
    var settling = Settling(Array(looks[0].indices.enumerated().map(\.offset)), apart: .seconds(2))
    var (step, waited, lookCount) = (settling.start, Duration.zero, 0)
    while true {
      switch step {
      case .over: return (settling.findings, waited, lookCount)
      case .wait(let time, _):
        waited += time
        step = .look(settling.open)
      case .look(let operations):
        let row = Array(looks[min(lookCount, looks.count - 1)])
        lookCount += 1
        let found = operations.map { operation -> (operation: Int, finding: LookFinding) in
          switch row[operation] {
          case "+": (operation, .happened(id: "\(operation)"))
          case "F": (operation, .failed("the account does not answer"))
          case "?": (operation, .cannotTell("two are alike"))
          default: (operation, .didNotHappen)
          }
        }
        step = settling.next(after: found) { _ in .seconds(remaining) }
      }
    }
  }

  @Test func `what is seen at once needs no waiting`() {
    let found = settle("++")
    #expect(found.findings == [0: .happened(id: "0"), 1: .happened(id: "1")])
    #expect(found.waited == .zero)
  }

  @Test func `what cannot be told is no more told by waiting`() {
    let found = settle("?")
    #expect(found.findings == [0: .cannotTell("two are alike")])
    #expect(found.waited == .zero)
  }

  @Test func `what is not seen did not happen after all the waiting and a second look`() {
    let found = settle(".")
    #expect(found.findings == [0: .didNotHappen])
    #expect(found.waited == .seconds(5))
    #expect(found.lookCount == 4)
  }

  @Test func `what could happen no more is looked for twice, apart`() {
    let found = settle(".", remaining: 0)
    #expect(found.findings == [0: .didNotHappen])
    #expect(found.waited == .seconds(2))
    #expect(found.lookCount == 2)
  }

  @Test func `what only the last look sees has happened`() {
    #expect(settle(".", ".", ".", "+").findings == [0: .happened(id: "0")])
  }

  @Test func `half of a batch is settled as it is seen, and the rest is waited for`() {
    let found = settle("+...", "++..", "+++.")
    #expect(
      found.findings == [
        0: .happened(id: "0"), 1: .happened(id: "1"), 2: .happened(id: "2"), 3: .didNotHappen,
      ])
    #expect(found.waited == .seconds(5))
  }

  @Test func `a failing look counts for nothing`() {
    #expect(settle("F", ".", ".", ".").findings == [0: .didNotHappen])
    #expect(settle("F", "+").findings == [0: .happened(id: "0")])
    #expect(settle("F").findings == [0: .failed("the account does not answer")])
    #expect(settle(".", ".", ".", "F").findings == [0: .failed("the account does not answer")])
    #expect(
      settle(".", ".", "F", ".").findings
        == [0: .failed("it could be looked for only once; apply again")])
  }

  @Test func `the longest of what is open is waited for`() {
    var settling = Settling([0, 1, 2], apart: .seconds(2))
    let found: [(operation: Int, finding: LookFinding)] = [
      (0, .happened(id: "7")), (1, .didNotHappen), (2, .didNotHappen),
    ]
    let step = settling.next(after: found) { .seconds([99, 1, 5][$0]) }
    #expect(step == .wait(.seconds(1), of: .seconds(7)))
  }
}
