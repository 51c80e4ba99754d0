import AdsModel

/// What ads delivered, by what it is of; of one thing there is one sum.
///
/// Millions of rows fit: each is packed as it comes, beside those of the same entity that came
/// just before it, and added up when it is asked for.
public struct AdSums: Sendable {
  /// What an entity delivered on a day, in an hour or of a part.
  public struct Part: Hashable, Sendable {
    public let day: Day?
    public let hour: Int?
    public let name: String?
    public fileprivate(set) var counts: AdCounts
  }

  /// Counts of one entity that stand behind one another.
  private struct Run: Sendable {
    let place: PackedCounts.Place
    var count: UInt32
    /// The one before it of the same entity.
    let previous: Int32
  }

  /// What is added to until a row of something else comes.
  private struct Open: Sendable {
    let entity: Int
    let moment: PackedCounts.Moment
    var counts: AdCounts
  }

  private var packed = PackedCounts()
  private var runs: [Run] = []
  private var entities = NameList()
  /// The newest run of each entity.
  private var newest: [Int32] = []
  private var names = NameList()
  private var open: Open?
  /// The entity of the newest run of all, and of when its last counts are.
  private var last: (entity: Int, moment: PackedCounts.Moment)?

  public init() {}

  public init(_ sums: some Sequence<(key: AdsKey, value: AdCounts)>) {
    for (key, counts) in sums { add(counts, to: key) }
  }

  /// The entities that have something, in the order in which they came.
  public var ids: [String] { entities.all }

  /// The names of parts that something has.
  public var partNames: [String] { names.all }

  public mutating func add(_ counts: AdCounts, to key: AdsKey) {
    let entity = entities.place(of: key.id)
    let moment = PackedCounts.Moment(
      day: key.day.map { Int32($0.number) } ?? PackedCounts.Moment.none,
      hour: Int8(key.hour ?? -1), part: key.part.map { Int32(names.place(of: $0)) } ?? -1)
    if open?.entity == entity, open?.moment == moment {
      open?.counts += counts
      return
    }
    pack()
    open = Open(entity: entity, moment: moment, counts: counts)
  }

  /// How many bytes the counts take.
  var size: Int { packed.size }

  private mutating func pack() {
    guard let open else { return }
    let (place, isNew) = packed.makeRoom()
    while newest.count <= open.entity { newest.append(-1) }
    let goesOn = !isNew && last?.entity == open.entity
    if goesOn {
      runs[runs.count - 1].count += 1
    } else {
      runs.append(Run(place: place, count: 1, previous: newest[open.entity]))
      newest[open.entity] = Int32(runs.count - 1)
    }
    packed.append(open.moment, open.counts, after: goesOn ? last?.moment : nil)
    last = (open.entity, open.moment)
    self.open = nil
  }

  /// What an entity has, in order of time and then of names.
  public func parts(of id: String) -> [Part] {
    guard let entity = entities.known(id) else { return [] }
    var parts: [Part] = []
    forEachRow(of: entity) { moment, counts in parts.append(part(moment, counts)) }
    guard !Self.isInOrder(parts) else { return parts }
    parts.sort(by: Self.isBefore)
    var sums: [Part] = []
    for part in parts {
      if let last = sums.last, !Self.isBefore(last, part) {
        sums[sums.count - 1].counts += part.counts
      } else {
        sums.append(part)
      }
    }
    return sums
  }

  /// The same of all days together.
  func timeless(of id: String) -> [Part] {
    guard let entity = entities.known(id) else { return [] }
    var sums: [Int32: AdCounts] = [:]
    forEachRow(of: entity) { moment, counts in sums[moment.part, default: AdCounts()] += counts }
    return sums.map { number, counts in
      part(.init(day: PackedCounts.Moment.none, hour: -1, part: number), counts)
    }.sorted(by: Self.isBefore)
  }

  /// All that an entity delivered.
  public func total(of id: String) -> AdCounts {
    var sum = AdCounts()
    if let entity = entities.known(id) { forEachRow(of: entity) { sum += $1 } }
    return sum
  }

  /// All that was delivered.
  public var total: AdCounts { ids.reduce(into: AdCounts()) { $0 += total(of: $1) } }

  private func forEachRow(of entity: Int, _ body: (PackedCounts.Moment, AdCounts) -> Void) {
    var chain: [Run] = []
    var next = entity < newest.count ? newest[entity] : -1
    while next >= 0 {
      chain.append(runs[Int(next)])
      next = runs[Int(next)].previous
    }
    for run in chain.reversed() { packed.forEach(Int(run.count), from: run.place, body) }
    if let open, open.entity == entity { body(open.moment, open.counts) }
  }

  private func part(_ moment: PackedCounts.Moment, _ counts: AdCounts) -> Part {
    Part(
      day: moment.day == PackedCounts.Moment.none ? nil : Day(number: Int(moment.day)),
      hour: moment.hour < 0 ? nil : Int(moment.hour),
      name: moment.part < 0 ? nil : names.all[Int(moment.part)], counts: counts)
  }

  private static func isBefore(_ left: Part, _ right: Part) -> Bool {
    let (first, second) = (left.day?.number ?? .min, right.day?.number ?? .min)
    if first != second { return first < second }
    if left.hour != right.hour { return left.hour ?? -1 < right.hour ?? -1 }
    return left.name ?? "" < right.name ?? ""
  }

  private static func isInOrder(_ parts: [Part]) -> Bool {
    parts.indices.dropFirst().allSatisfy { isBefore(parts[$0 - 1], parts[$0]) }
  }
}

/// Names by the place at which each came first.
private struct NameList: Sendable {
  private(set) var all: [String] = []
  private var places: [String: Int] = [:]
  private var last = 0

  func known(_ name: String) -> Int? { places[name] }

  mutating func place(of name: String) -> Int {
    // Rows of one thing come together.
    if last < all.count, all[last] == name { return last }
    last = places[name] ?? all.count
    if last == all.count {
      places[name] = last
      all.append(name)
    }
    return last
  }
}
