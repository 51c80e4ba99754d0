import AdsModel
import Diagnostics
import ManifestLoading

/// Turns matches into changes, one for every resource that is not as declared.
struct ChangeBuilder {
  let comparison: Comparison
  let options: PlanOptions
  let now: Instant
  var changes: [Change] = []
  var subjects: [PlanDraft.Subject] = []
  var summary = PlanSummary()
  /// Whether something starts on "the next UTC day" because the YAML does not say when.
  var countsOnNextDay = false
  /// The addresses to replace that were found.
  var replaced: Set<Address> = []

  /// Where each declared campaign and ad group stands, for what is gone from below it.
  let campaignIndices: [Address: Int]
  let adGroupIndices: [Address: Int]

  var manifest: Manifest { comparison.manifest }
  var stored: [StoredResource] { comparison.stored }

  init(comparison: Comparison, options: PlanOptions, now: Instant) {
    self.comparison = comparison
    self.options = options
    self.now = now
    // Only what hangs below something that is gone is looked up by address.
    let isNeeded = !comparison.gone.isEmpty
    campaignIndices = Self.indices(of: isNeeded ? comparison.manifest.campaigns : [])
    adGroupIndices = Self.indices(of: isNeeded ? comparison.manifest.adGroups : [])
  }

  private static func indices<Value: Resource>(of declared: [Declared<Value>]) -> [Address: Int] {
    Dictionary(declared.enumerated().map { ($1.address, $0) }) { first, _ in first }
  }

  mutating func build() {
    for index in manifest.audiences.indices {
      add(manifest.audiences[index], comparison.audiences[index], .audience(index)) { $0.name }
    }
    for index in manifest.campaigns.indices {
      add(manifest.campaigns[index], comparison.campaigns[index], .campaign(index)) { $0.name }
      for adGroup in manifest.adGroupRanges[index] { addAdGroup(adGroup) }
    }
    for position in comparison.gone { addGone(position) }
    addNotes()
  }

  private mutating func addAdGroup(_ index: Int) {
    add(manifest.adGroups[index], comparison.adGroups[index], .adGroup(index)) { $0.name }
    for keyword in manifest.keywordRanges[index] where !isUnchanged(comparison.keywords[keyword]) {
      add(manifest.keywords[keyword], comparison.keywords[keyword], .keyword(keyword)) { $0.text }
    }
    for ad in manifest.adRanges[index] where !isUnchanged(comparison.ads[ad]) {
      let key = manifest.ads[ad].address
      add(manifest.ads[ad], comparison.ads[ad], .ad(ad)) { $0.name ?? key.key }
    }
  }

  /// Counts what is as stored and is to stay so, which is most of a large account.
  private mutating func isUnchanged(_ match: Comparison.Match) -> Bool {
    guard case .unchanged(let position) = match, comparison.replaced.isEmpty,
      stored[position].replaces == nil
    else { return false }
    summary.unchanged += 1
    return true
  }

  private mutating func add<Value: Resource>(
    _ declared: Declared<Value>, _ match: Comparison.Match, _ subject: PlanDraft.Subject,
    name: (Value) -> String
  ) {
    switch match {
    case .settled: return
    case .unchanged(let position), .changed(let position, _, _):
      if stored[position].replaces != nil {
        finishReplacement(of: position, declared, subject, name)
        if case .unchanged = match, comparison.replacement(of: declared.address) == nil { return }
      }
      if isReplaced(declared.address) {
        append(replacement(of: declared, stored[position], name), subject)
        return
      }
      guard case .changed(_, let fields, let isDefaultOnly) = match else {
        summary.unchanged += 1
        return
      }
      var change = Change(
        .update, declared.address, reason: isDefaultOnly ? .defaultChanged : .configEdited,
        name: name(declared.value), fields: fields,
        source: place(declared.origin, at: fields.map(\.path)), id: stored[position].id,
        storedVersion: stored[position].version)
      change.start = fields.first { $0.path == .start }?.after?.day ?? stored[position].start
      change.defaulted = declared.defaulted
      append(change, subject)
    case .new(let tombstone):
      var change = creation(of: declared, name)
      if let tombstone {
        change.storedVersion = stored[tombstone].version
        change.notes.append(
          "the one that was archived stays archived; this is a new \(Value.kind.title) without its history"
        )
      }
      append(change, subject)
    case .archive(let position):
      let status = FieldChange(
        path: .status, before: .text(stored[position].status.rawValue), after: .text("archived"))
      append(
        Change(
          .archive, declared.address, reason: .configEdited, name: name(declared.value),
          fields: [status], source: place(declared.origin, at: [.status]),
          id: stored[position].id, storedVersion: stored[position].version), subject)
    }
  }

  private mutating func creation<Value: Resource>(
    of declared: Declared<Value>, _ name: (Value) -> String
  ) -> Change {
    let fields = declared.value.fields
    var change = Change(
      .create, declared.address, reason: .new, name: name(declared.value),
      fields: fields.all.map { FieldChange(path: $0.path, before: nil, after: $0.value) },
      source: place(declared.origin, at: []))
    change.defaulted = declared.defaulted
    // Whoever owns the budget has the start; below a campaign's budget it is the campaign's.
    let ownsBudget = (fields[.dailyBudget] ?? fields[.lifetimeBudget]) != nil
    change.start = fields[.start]?.day
    if ownsBudget {
      change.start = change.start ?? now.nextDay
      if fields[.start] == nil {
        countsOnNextDay = true
        change.notes.append("starts on \(now.nextDay), the next UTC day")
      }
    }
    return change
  }

  private mutating func replacement<Value: Resource>(
    of declared: Declared<Value>, _ stored: StoredResource, _ name: (Value) -> String
  ) -> Change {
    var change = creation(of: declared, name)
    let before = Fields(json: stored.attributes) ?? Fields()
    change.action = .replace
    change.reason = comparison.leftBehind.contains(declared.address) ? .new : .replaceRequested
    change.fields =
      change.fields.map { FieldChange(path: $0.path, before: before[$0.path], after: $0.after) }
    change.id = stored.id
    change.storedVersion = stored.version
    change.notes.append("a new one is created, then the old one is archived for good")
    return change
  }

  private mutating func finishReplacement<Value: Resource>(
    of position: Int, _ declared: Declared<Value>, _ subject: PlanDraft.Subject,
    _ name: (Value) -> String
  ) {
    var change = Change(
      .replace, declared.address, reason: .replaceRequested, name: name(declared.value),
      notes: ["an earlier apply created the new one; the old one is still to be archived"],
      source: place(declared.origin, at: []), id: stored[position].replaces,
      storedVersion: stored[position].version)
    change.finishesReplacement = true
    append(change, subject)
  }

  private mutating func addGone(_ position: Int) {
    let resource = stored[position]
    let fields = Fields(json: resource.attributes) ?? Fields()
    let name = (fields[.name] ?? fields[.text])?.text ?? resource.address.key
    append(
      Change(
        .archive, resource.address, reason: .removed, name: name,
        fields: [
          FieldChange(
            path: .status, before: .text(resource.status.rawValue), after: .text("archived"))
        ],
        source: parentPlace(of: resource.address), id: resource.id, storedVersion: resource.version),
      .gone(position))
  }

  private mutating func append(_ change: Change, _ subject: PlanDraft.Subject) {
    changes.append(change)
    subjects.append(subject)
    summary.count(change.action)
  }

  private mutating func isReplaced(_ address: Address) -> Bool {
    guard let found = comparison.replacement(of: address) else { return false }
    replaced.insert(found)
    return true
  }

  /// Where the block is from which something was taken out; none when that is gone too.
  private func parentPlace(of address: Address) -> Place? {
    let origin =
      address.adGroup.flatMap { adGroupIndices[$0] }.map { manifest.adGroups[$0].origin }
      ?? address.campaign.flatMap { campaignIndices[$0] }.map { manifest.campaigns[$0].origin }
    return origin.map { place($0, at: []) }
  }

  private func place(_ origin: Origin, at paths: [FieldPath]) -> Place {
    let (file, line) = manifest.line(of: origin, at: paths)
    return Place(file: file, line: line)
  }
}
