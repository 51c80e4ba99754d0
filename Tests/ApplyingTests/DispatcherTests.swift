import AdsModel
import ManifestModel
import Planning
import TestSupport
import Testing

@testable import Applying

/// The machine alone: no network, no disk, no clock.
struct DispatcherTests {
  private static let limits = Delivery.grouped(entities: 30, keywords: 100, concurrency: 4)

  /// A dispatcher with what is on its way, driven by hand.
  private struct Bench {
    let plan: Plan
    let operations: [Operation]
    var dispatcher: Dispatcher
    var underWay: [Dispatcher.Batch] = []
    var sent: [[Int]] = []
    var next = Dispatcher.Next.receive

    init(_ changes: [Change], _ delivery: Delivery = limits, long: [Int] = []) {
      var plan = Plan(account: .sample, target: .pinterest)
      plan.changes = changes
      self.plan = plan
      operations = plan.operations
      dispatcher = Dispatcher(
        OperationGraph(plan, operations, delivery: delivery, long: long))
      feed(.started)
    }

    mutating func feed(_ event: Dispatcher.Event) {
      let decision = dispatcher.next(after: event)
      underWay += decision.batches
      sent += decision.batches.map(\.operations)
      next = decision.next
    }

    /// Answers the first batch that is on its way.
    mutating func answer(
      _ answer: (Int) -> TargetAnswer = { .done(id: "\($0)") }, at index: Int = 0,
      stop: String? = nil
    ) {
      let batch = underWay.remove(at: index)
      feed(.answered(batch: batch.number, batch.operations.map(answer), stop: stop))
    }

    mutating func answerAll() {
      while !underWay.isEmpty { answer() }
    }

    /// The addresses of each batch.
    var addresses: [[String]] {
      sent.map { batch in
        batch.map { plan.changes[operations[$0].changeIndex].address.description }
      }
    }

    func condition(_ address: String) -> Dispatcher.Condition? {
      operations.first {
        plan.changes[$0.changeIndex].address.description == address
      }.map { dispatcher.conditions[$0.sequence] }
    }
  }

  private static func create(_ address: Address) -> Change {
    Change(.create, address, reason: .new, name: address.key)
  }

  private static func archive(_ address: Address) -> Change {
    Change(.archive, address, reason: .removed, name: address.key, id: "1")
  }

  private static func update(_ address: Address, bid before: Int64, _ after: Int64) -> Change {
    Change(
      .update, address, reason: .configEdited, name: address.key,
      fields: [FieldChange(path: .bid, before: .cents(before), after: .cents(after))], id: "1")
  }

  private static let spring = Address.campaign("spring")
  private static let women = Address.adGroup("spring", "women")
  private static let men = Address.adGroup("spring", "men")
  private static let hero = Address.ad(in: women, "hero")

  @Test(arguments: [10, 10_000])
  func `an undisturbed apply makes the fewest requests that the limits allow`(_ groupCount: Int) {
    var changes: [Change] = []
    var groups: [Address] = []
    for index in 0..<groupCount {
      let campaign = Address.campaign("c\(index / 70)")
      if index % 70 == 0 { changes.append(Self.create(campaign)) }
      groups.append(.adGroup("c\(index / 70)", "g\(index)"))
    }
    changes += groups.map(Self.create)
    for group in groups {
      changes += ["sofa", "chair", "lamp"].map { Self.create(.keyword(in: group, .broad, $0)) }
    }
    for group in groups { changes += ["a", "b"].map { Self.create(.ad(in: group, $0)) } }
    var dice = Dice(seed: UInt64(groupCount))
    var bench = Bench(changes)
    var most = 0
    while !bench.underWay.isEmpty {
      most = max(most, bench.underWay.count)
      bench.answer(at: Int.random(in: bench.underWay.indices, using: &dice))
    }
    #expect(bench.next == .finish)
    #expect(bench.dispatcher.conditions.allSatisfy { $0 == .done })
    #expect(most == 4)
    func requests(_ count: Int) -> Int { (count + 29) / 30 }
    let fewest =
      requests((groupCount + 69) / 70) + requests(groupCount) + groupCount
      + requests(2 * groupCount)
    #expect(bench.sent.count == fewest)
  }

  @Test func `what lowers spend is over before anything is created, and that before any raise`() {
    var bench = Bench([
      Self.archive(.campaign("old")), Self.update(.adGroup("other", "x"), bid: 50, 40),
      Self.create(Self.spring), Self.create(Self.women),
      Self.update(.adGroup("other", "y"), bid: 40, 50),
    ])
    #expect(bench.addresses == [["campaign/old"], ["ad_group/other/x"]])
    bench.answer()
    #expect(bench.sent.count == 2)
    bench.answer()
    #expect(bench.addresses.last == ["campaign/spring"])
    bench.answer()
    #expect(bench.addresses.last == ["ad_group/spring/women"])
    bench.answer()
    #expect(bench.addresses.last == ["ad_group/other/y"])
    bench.answer()
    #expect(bench.next == .finish)
  }

  @Test func `a batch that something could still fill waits`() {
    var bench = Bench(
      [
        Self.create(.campaign("a")), Self.create(.campaign("b")), Self.create(.campaign("c")),
        Self.create(.adGroup("a", "g")), Self.create(.adGroup("c", "g")),
      ], .grouped(entities: 2, keywords: 5, concurrency: 3))
    #expect(bench.addresses == [["campaign/a", "campaign/b"], ["campaign/c"]])
    bench.answer()
    #expect(bench.sent.count == 2)
    bench.answer()
    #expect(bench.addresses.last == ["ad_group/a/g", "ad_group/c/g"])
  }

  @Test func `what a refused creation holds is dropped, and its siblings go on`() {
    var bench = Bench([
      Self.create(Self.spring), Self.create(Self.women), Self.create(Self.men),
      Self.create(Self.hero), Self.create(.ad(in: Self.men, "hero")),
    ])
    bench.answer()
    bench.answer { $0 == 1 ? .refused("bid is too low") : .done(id: "2") }
    bench.answerAll()
    #expect(bench.next == .finish)
    #expect(bench.condition("ad_group/spring/women") == .failed)
    #expect(bench.condition("ad/spring/women/hero") == .dropped)
    #expect(bench.dispatcher.causes == [3: 1])
    #expect(bench.condition("ad/spring/men/hero") == .done)
  }

  @Test func `children are archived also when archiving their parent is refused`() {
    var bench = Bench([Self.archive(Self.spring), Self.archive(Self.women)])
    #expect(bench.sent == [[0]])
    bench.answer { _ in .refused("no") }
    #expect(bench.sent == [[0], [1]])
    bench.answer()
    #expect(bench.condition("ad_group/spring/women") == .done)
  }

  @Test func `an old copy stays until the new one stands with all that is below it`() {
    func replace(_ address: Address) -> Change {
      Change(.replace, address, reason: .replaceRequested, name: address.key, id: "1")
    }
    var bench = Bench([replace(Self.spring), replace(Self.women)])
    bench.answer()
    bench.answer()
    #expect(bench.addresses.last == ["ad_group/spring/women"])
    #expect(bench.operations[bench.sent[2][0]].kind == .archiveReplaced)
    var refused = Bench([replace(Self.spring), replace(Self.women)])
    refused.answer()
    refused.answer { _ in .refused("no") }
    #expect(refused.next == .finish)
    #expect(refused.sent.count == 2)
    #expect(refused.dispatcher.conditions == [.done, .failed, .dropped, .dropped])
  }

  @Test func `an ad group waits for the audiences that it names`() {
    var group = Self.create(Self.women)
    group.fields = [FieldChange(path: .includedAudiences, before: nil, after: .list(["x", "y"]))]
    var bench = Bench([
      Self.create(.audience("x")), Self.create(.audience("y")), Self.create(Self.spring), group,
    ])
    #expect(bench.addresses == [["audience/x"], ["audience/y"], ["campaign/spring"]])
    bench.answer(at: 2)
    bench.answer()
    #expect(bench.sent.count == 3)
    bench.answer()
    #expect(bench.addresses.last == ["ad_group/spring/women"])
  }

  @Test func `what is unanswered is settled once nothing is on its way`() {
    var bench = Bench([Self.create(Self.spring), Self.create(.audience("x"))])
    bench.answer({ _ in .unanswered("timeout") }, at: 1)
    #expect(bench.next == .receive)
    bench.answer()
    #expect(bench.next == .settle([0]))
    bench.feed(.settled([(0, .happened(id: "7"))]))
    #expect(bench.next == .finish)
    #expect(bench.dispatcher.conditions == [.done, .done])
  }

  @Test func `what did not happen is sent again, three times at most`() {
    var bench = Bench([Self.create(Self.spring), Self.create(Self.women)])
    for round in 1...3 {
      bench.answer { _ in .unanswered("timeout") }
      #expect(bench.next == .settle([0]))
      bench.feed(.settled([(0, .didNotHappen)]))
      #expect(bench.sent.count == min(round + 1, 3))
    }
    #expect(bench.next == .finish)
    #expect(bench.dispatcher.words[0] == "sent 3 times in vain; the last time: timeout")
    #expect(bench.dispatcher.conditions == [.failed, .dropped])
  }

  @Test func `what cannot be told is never sent again`() {
    var bench = Bench([Self.create(Self.spring), Self.create(Self.women)])
    bench.answer { _ in .unanswered("timeout") }
    bench.feed(.settled([(0, .cannotTell("two campaigns are named Spring"))]))
    #expect(bench.next == .finish)
    #expect(bench.sent.count == 1)
    #expect(bench.dispatcher.conditions == [.unknown, .dropped])
  }

  @Test func `after a stop what is on its way is waited for and nothing else is sent`() {
    var bench = Bench(
      [Self.create(.audience("x")), Self.create(.audience("y")), Self.create(.audience("z"))],
      .grouped(entities: 2, keywords: 2, concurrency: 2))
    bench.answer({ _ in .refused("no") }, stop: "the token is gone")
    #expect(bench.next == .receive)
    bench.answer { _ in .unanswered("timeout") }
    #expect(bench.next == .finish)
    #expect(bench.sent.count == 2)
    #expect(bench.dispatcher.stopReason == "the token is gone")
    #expect(bench.dispatcher.conditions == [.failed, .unanswered, .ready])
  }

  @Test func `an interruption ends the settling`() {
    var bench = Bench([Self.create(Self.spring)])
    bench.answer { _ in .unanswered("timeout") }
    #expect(bench.next == .settle([0]))
    bench.feed(.interrupted("interrupted by SIGTERM"))
    #expect(bench.next == .finish)
  }

  @Test func `an audience of people who saw an ad is made after the ad, and before who targets it`()
  {
    let (engaged, like) = (Address.audience("engaged"), Address.audience("like"))
    let hero = Address.ad(in: Self.women, "hero")
    let men = Address.adGroup("spring", "men")
    func create(_ address: Address, _ path: FieldPath, _ value: FieldValue) -> Change {
      var change = Self.create(address)
      change.fields = [FieldChange(path: path, before: nil, after: value)]
      return change
    }
    var bench = Bench([
      Self.create(Self.spring), Self.create(Self.women), Self.create(hero),
      create(engaged, .sourceAds, .list(["spring/women/hero", "687195905986"])),
      create(like, .seed, .text("engaged")), create(men, .includedAudiences, .list(["like"])),
      Self.create(.keyword(in: men, .broad, "sofa")), Self.create(.ad(in: men, "hero")),
    ])
    bench.answerAll()
    #expect(
      bench.addresses == [
        ["campaign/spring"], ["ad_group/spring/women"], ["ad/spring/women/hero"],
        ["audience/engaged"], ["audience/like"], ["ad_group/spring/men"],
        ["keyword/spring/men/broad/sofa"], ["ad/spring/men/hero"],
      ])
    #expect(bench.next == .finish)
  }

  @Test func `in order, what comes after a long operation waits until all its steps are done`() {
    var bench = Bench(
      (0..<5).map { Self.create(.campaign("c\($0)")) }, .inOrder(batch: 2), long: [2, 3])
    for _ in 0..<2 { bench.answer() }
    #expect(bench.sent == [[0, 1], [2], [3]])
    for _ in 0..<3 { bench.answer { _ in .stepDone([:]) } }
    #expect(bench.sent == [[0, 1], [2], [3], [3], [3], [3]])
    bench.answer()
    #expect(bench.sent.suffix(1) == [[4]])
    bench.answer()
    #expect(bench.next == .finish)
    #expect(bench.dispatcher.conditions == Array(repeating: .done, count: 5))
  }

  @Test func `in order, nothing follows on a long operation that is stopped between its steps`() {
    var bench = Bench(
      (0..<3).map { Self.create(.campaign("c\($0)")) }, .inOrder(batch: 2), long: [0])
    #expect(bench.sent == [[0]])
    bench.feed(.interrupted("interrupted"))
    bench.answer { _ in .stepDone([:]) }
    #expect(bench.next == .finish)
    #expect(bench.dispatcher.conditions == [.ready, .waiting, .waiting])
  }

  @Test func `in order, batches are contiguous and the first failure ends it all`() {
    var bench = Bench(
      (0..<5).map { Self.create(.campaign("c\($0)")) }, .inOrder(batch: 2))
    #expect(bench.sent == [[0, 1]])
    bench.answer()
    #expect(bench.sent == [[0, 1], [2, 3]])
    bench.answer { $0 == 2 ? .refused("no") : .done(id: "4") }
    #expect(bench.next == .finish)
    #expect(bench.dispatcher.conditions == [.done, .done, .failed, .done, .ready])
  }
}

extension Account {
  fileprivate static let sample = Self(name: "n", country: "GB", currency: .gbp)
}
