import AdsModel
import Outcomes
import Planning

/// What is managed, as the state has it, and how its budgets and statuses were on earlier days.
public struct DeclaredAccount: Sendable {
  public struct Entry: Sendable {
    let place: Int
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

  /// In the order of addresses; the place of each is its number.
  public let entries: [Entry]
  private let places: [Address: Int]
  /// By place, oldest first.
  private var changes: [[Change]]
  /// By place: what each is part of, the ad groups of campaigns, and the keywords of ad groups.
  private let parents: [Int?]
  private var groups: [[Int]]
  private var keywords: [[Int]]

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
      .sorted { $0.address < $1.address }
    let objectives: [Address: Objective] = Dictionary(
      resources.filter { $0.address.kind == .campaign }.compactMap { resource in
        Fields(json: resource.attributes)?[.objective]?.text.flatMap(Objective.init)
          .map { (resource.address, $0) }
      }
    ) { first, _ in first }
    entries = resources.enumerated().map { place, resource in
      Entry(resource, at: place, resource.address.campaign.flatMap { objectives[$0] }, decimals)
    }
    let places = Dictionary(entries.map { ($0.address, $0.place) }) { first, _ in first }
    self.places = places
    parents = entries.map { $0.address.parent.flatMap { places[$0] } }
    groups = entries.map { _ in [] }
    keywords = groups
    for entry in entries {
      guard let parent = parents[entry.place] else { continue }
      if entry.address.kind == .adGroup { groups[parent].append(entry.place) }
      if entry.address.kind == .keyword { keywords[parent].append(entry.place) }
    }
    changes = entries.map { _ in [] }
    for entry in history.sorted(by: { $0.number < $1.number }) {
      for operation in entry.operations ?? [] where operation.outcome == .done {
        guard let place = places[operation.address] else { continue }
        guard operation.action != .create, operation.action != .replace else {
          changes[place].append(
            Change(day: entry.at.day, path: .status, before: nil, isCreation: true))
          continue
        }
        for field in operation.fields {
          changes[place].append(
            Change(day: entry.at.day, path: field.path, before: field.before, isCreation: false))
        }
      }
    }
  }

  public func entry(at address: Address) -> Entry? { places[address].map { entries[$0] } }

  func parent(of entry: Entry) -> Entry? { parents[entry.place].map { entries[$0] } }

  func groups(of campaign: Entry) -> some Sequence<Entry> {
    groups[campaign.place].lazy.map { entries[$0] }
  }

  func keywords(of group: Entry) -> some Sequence<Entry> {
    keywords[group.place].lazy.map { entries[$0] }
  }

  /// The value that a field had on a day: a change counts from the next UTC day on.
  func value(_ path: FieldPath, of entry: Entry, on day: Day, now: FieldValue?) -> FieldValue? {
    let changes = changes[entry.place]
    guard !changes.isEmpty else { return now }
    let later = changes.first { $0.path == path && $0.day >= day && !$0.isCreation }
    return later.map(\.before) ?? now
  }

  /// Whether a resource was there already on a day.
  func existed(_ entry: Entry, on day: Day) -> Bool {
    !changes[entry.place].contains { $0.isCreation && $0.day > day }
  }
}

extension DeclaredAccount.Entry {
  fileprivate init(
    _ resource: StoredResource, at place: Int, _ objective: Objective?, _ decimals: Int
  ) {
    let fields = Fields(json: resource.attributes) ?? Fields()
    self.place = place
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
