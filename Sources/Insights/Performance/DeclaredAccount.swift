import AdsModel
import Outcomes
import Planning

/// What is managed, as the state has it, and how its budgets and statuses were on earlier days.
public struct DeclaredAccount: Sendable {
  public struct Entry: Sendable {
    public let address: Address
    public let id: String
    public let name: String
    public let objective: Objective?
    public let bid: String?
    public let daily: Money?
    public let lifetime: Money?
    let isActive: Bool
    let start: Day?
    let end: Day?
    /// What a keyword is, as Pinterest compares it.
    let text: String?
  }

  public let entries: [Entry]
  private let places: [Address: Int]
  /// By address and path, oldest first.
  private var changes: [Address: [Change]] = [:]

  /// One change of what a resource has.
  struct Change {
    let day: Day
    let path: FieldPath
    let before: FieldValue?
    let isCreation: Bool
  }

  /// `history` has the operations of what was written since the first day that is asked about.
  public init(_ state: StoredState, history: [HistoryEntry], decimals: Int) {
    let resources = state.resources.filter { $0.address.kind != .audience }
    let objectives: [Address: Objective] = Dictionary(
      resources.filter { $0.address.kind == .campaign }.compactMap { resource in
        Fields(json: resource.attributes)?[.objective]?.text.flatMap(Objective.init)
          .map { (resource.address, $0) }
      }
    ) { first, _ in first }
    entries = resources.map { resource in
      Entry(resource, resource.address.campaign.flatMap { objectives[$0] }, decimals)
    }.sorted { $0.address < $1.address }
    places = Dictionary(entries.enumerated().map { ($1.address, $0) }) { first, _ in first }
    for entry in history.sorted(by: { $0.number < $1.number }) {
      for operation in entry.operations ?? [] where operation.outcome == .done {
        let isCreation = operation.action == .create || operation.action == .replace
        if isCreation {
          changes[operation.address, default: []].append(
            Change(day: entry.at.day, path: .status, before: nil, isCreation: true))
        }
        guard !isCreation else { continue }
        for field in operation.fields {
          changes[operation.address, default: []].append(
            Change(day: entry.at.day, path: field.path, before: field.before, isCreation: false))
        }
      }
    }
  }

  public func entry(at address: Address) -> Entry? { places[address].map { entries[$0] } }

  /// The value that a field had on a day: a change counts from the next UTC day on.
  func value(_ path: FieldPath, of entry: Entry, on day: Day, now: FieldValue?) -> FieldValue? {
    let later = changes[entry.address]?.first { $0.path == path && $0.day >= day && !$0.isCreation }
    return later.map(\.before) ?? now
  }

  /// Whether a resource was there already on a day.
  func existed(_ entry: Entry, on day: Day) -> Bool {
    !(changes[entry.address]?.contains { $0.isCreation && $0.day > day } ?? false)
  }

  func children(of address: Address) -> [Entry] {
    entries.filter { $0.address.kind == .adGroup && $0.address.campaign == address }
  }
}

extension DeclaredAccount.Entry {
  fileprivate init(_ resource: StoredResource, _ objective: Objective?, _ decimals: Int) {
    let fields = Fields(json: resource.attributes) ?? Fields()
    address = resource.address
    id = resource.id
    name = fields[.name]?.text ?? fields[.text]?.text ?? resource.address.key
    self.objective = objective
    let amounts = [FieldPath.bid, .bidCPC, .bidCPI].lazy.compactMap { fields[$0] }
    bid = amounts.first.map { $0.money?.decimal(places: decimals) ?? $0.text ?? "" }
    daily = fields[.dailyBudget]?.money
    lifetime = fields[.lifetimeBudget]?.money
    isActive = resource.status == .active
    start = fields[.start]?.day ?? resource.start
    end = fields[.end]?.day
    text = resource.address.kind == .keyword ? Keyword.normalized(fields[.text]?.text ?? "") : nil
  }
}
