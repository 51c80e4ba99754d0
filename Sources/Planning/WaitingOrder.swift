import AdsModel

/// Puts creations that wait for others behind them; the rest stays in its order.
///
/// An actalike waits for its seed, an audience of people who engaged with a campaign or an ad for that,
/// and an ad group, with all below it, for the audiences that it names.
struct WaitingOrder {
  private let changes: [Change]
  /// What others wait for and is not in its place yet.
  private var unmade: Set<Address>
  /// Whether an ad group waits, so that what is below it does too.
  private var hasWaitingAdGroup = false
  /// By what they wait for.
  private var waiting: [Address: [Int]] = [:]
  private(set) var order: [Int] = []

  /// - Parameters:
  ///   - indices: The creations as they would come if nothing waited.
  ///   - changes: All changes of the plan.
  ///   - awaited: What is created and named by other changes.
  init(_ indices: [Int], of changes: [Change], awaited: Set<Address>) {
    self.changes = changes
    unmade = awaited
    order.reserveCapacity(indices.count)
    for index in indices { place(index) }
    // What waits in a circle is refused by a rule.
    order += waiting.values.joined().sorted()
  }

  private mutating func place(_ index: Int) {
    var ready = [index]
    while let next = ready.popLast() {
      let address = changes[next].address
      guard let blocker = blocker(of: next) else {
        order.append(next)
        if unmade.remove(address) != nil, let freed = waiting.removeValue(forKey: address) {
          ready += freed.reversed()
        }
        continue
      }
      waiting[blocker, default: []].append(next)
      if address.kind == .adGroup {
        unmade.insert(address)
        hasWaitingAdGroup = true
      }
    }
  }

  private func blocker(of index: Int) -> Address? {
    if let named = changes[index].references.first(where: unmade.contains) { return named }
    guard hasWaitingAdGroup, let parent = changes[index].address.parent, unmade.contains(parent)
    else { return nil }
    return parent
  }
}
