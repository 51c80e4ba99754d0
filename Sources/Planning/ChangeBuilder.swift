import AdsModel
import Diagnostics
import ManifestModel

/// Turns matches into changes, one for every resource that is not as declared.
struct ChangeBuilder {
  let comparison: Comparison
  let options: PlanOptions
  let now: Instant
  let lists: PlanLists
  var changes: [Change] = []
  /// What each change is about; none for what is not declared.
  var subjects: [ResourceRef?] = []
  var summary = PlanSummary()
  /// Whether something starts on "the next UTC day" because the YAML does not say when.
  var countsOnNextDay = false
  /// The addresses to replace that were found.
  var replaced: Set<Address> = []

  /// Where what is gone was held, as far as that is declared.
  let holders: [Address: ResourceRef]

  // A copy of a project costs more than most looks at it.
  var manifest: Manifest { _read { yield comparison.manifest } }
  var stored: [StoredResource] { comparison.stored }

  init(
    comparison: Comparison, options: PlanOptions, lists: PlanLists = PlanLists(), now: Instant
  ) {
    self.comparison = comparison
    self.options = options
    self.lists = lists
    self.now = now
    holders = comparison.manifest.refs(
      at: Set(
        comparison.gone.lazy.map { comparison.stored[$0].address }
          .flatMap { [$0.adGroup, $0.campaign].compactMap(\.self) }))
  }

  mutating func build() {
    for ref in manifest.resources where !isUnchanged(ref) { add(ref) }
    for position in comparison.gone { addGone(position) }
    addNotes()
  }

  /// Counts what is as stored and is to stay so, which is most of a large account.
  private mutating func isUnchanged(_ ref: ResourceRef) -> Bool {
    guard case .unchanged(let position) = comparison[ref], comparison.replaced.isEmpty,
      comparison.remadeAudiences.isEmpty, !stored[position].isReplacement,
      list(of: ref)?.membership.isEmpty ?? true
    else { return false }
    summary.unchanged += 1
    return true
  }

  private mutating func add(_ ref: ResourceRef) {
    let declared = manifest[ref]
    let match = comparison[ref]
    switch match {
    case .settled: return
    case .unchanged(let position), .changed(let position, _, _):
      if stored[position].isReplacement {
        finishReplacement(of: position, ref)
        if case .unchanged = match, list(of: ref)?.membership.isEmpty ?? true,
          comparison.replacement(of: declared.address) == nil
        {
          return
        }
      }
      if isReplaced(declared.address) {
        append(replacement(of: ref, stored[position]), ref)
        return
      }
      let list = list(of: ref)
      guard let (fields, reason) = update(of: ref, match, at: position, list) else {
        summary.unchanged += 1
        return
      }
      var change = Change(
        .update, declared.address, reason: reason, name: name(of: ref), fields: fields,
        source: place(declared.origin, at: fields.isEmpty ? [.source] : fields.map(\.path)),
        id: stored[position].id,
        storedVersion: stored[position].version)
      change.start = fields.first { $0.path == .start }?.after?.day ?? stored[position].start
      change.defaulted = declared.defaulted
      change.take(list)
      append(change, ref)
    case .new(let tombstone):
      var change = creation(of: ref)
      if let tombstone {
        change.storedVersion = stored[tombstone].version
        change.notes.append(
          "the one that was archived stays archived; this is a new \(ref.kind.title) without its history"
        )
      }
      append(change, ref)
    case .archive(let position):
      let status = FieldChange(
        path: .status, before: .text(stored[position].status.rawValue), after: .text("archived"))
      append(
        Change(
          .archive, declared.address, reason: .configEdited, name: name(of: ref),
          fields: [status], source: place(declared.origin, at: [.status]),
          id: stored[position].id, storedVersion: stored[position].version
        ).takingAll(
          lists.stored[declared.address], staying: lists.staying.contains(declared.address)), ref)
    }
  }

  /// What changes of a resource that stays, but for who is on its list; none where nothing does.
  private func update(
    of ref: ResourceRef, _ match: Comparison.Match, at position: Int, _ list: DeclaredList?
  ) -> (fields: [FieldChange], reason: Reason)? {
    let isOfPeople = !(list?.membership.isEmpty ?? true)
    var fields: [FieldChange] = []
    var reason = Reason.configEdited
    if case .changed(_, let changes, let isDefaultOnly) = match {
      fields = changes
      if isDefaultOnly, !isOfPeople { reason = .defaultChanged }
    }
    let retargeted = comparison.retargeting(of: ref, at: position, beside: fields)
    if !retargeted.isEmpty {
      reason = fields.isEmpty ? .replaceRequested : .configEdited
      fields = (fields + retargeted).sorted { $0.path < $1.path }
    }
    return fields.isEmpty && !isOfPeople ? nil : (fields, reason)
  }

  /// What a declared resource has of people, if it is a customer list.
  private func list(of ref: ResourceRef) -> DeclaredList? {
    guard ref.kind == .audience, !lists.declared.isEmpty else { return nil }
    return lists.declared[manifest[ref].address]
  }

  private func name(of ref: ResourceRef) -> String {
    manifest.label(of: ref) ?? manifest[ref].address.key
  }

  private mutating func creation(of ref: ResourceRef) -> Change {
    let fields = manifest.fields(of: ref)
    let declared = manifest[ref]
    var change = Change(
      .create, declared.address, reason: .new,
      name: manifest.label(of: ref) ?? declared.address.key,
      fields: fields.all.map { FieldChange(path: $0.path, before: nil, after: $0.value) },
      source: place(declared.origin), defaulted: declared.defaulted)
    change.take(list(of: ref))
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

  private mutating func replacement(of ref: ResourceRef, _ stored: StoredResource) -> Change {
    var change = creation(of: ref)
    let before = Fields(json: stored.attributes) ?? Fields()
    change.action = .replace
    change.reason = comparison.leftBehind.contains(manifest[ref].address) ? .new : .replaceRequested
    change.fields =
      change.fields.filter { !$0.path.isOfMembers }
      .map { FieldChange(path: $0.path, before: before[$0.path], after: $0.after) }
    change.take(list(of: ref), anew: true)
    change.id = stored.id
    change.storedVersion = stored.version
    change.notes.append("a new one is created, then the old one is archived for good")
    return change
  }

  private mutating func finishReplacement(of position: Int, _ ref: ResourceRef) {
    var change = Change(
      .replace, manifest[ref].address, reason: .replaceRequested, name: name(of: ref),
      notes: ["an earlier apply created the new one; the old one is still to be archived"],
      source: place(manifest[ref].origin), id: stored[position].replaces,
      storedVersion: stored[position].version)
    change.finishesReplacement = true
    append(change, ref)
  }

  private mutating func addGone(_ position: Int) {
    let resource = stored[position]
    let fields = Fields(json: resource.attributes) ?? Fields()
    let name = fields.label ?? resource.address.key
    append(
      Change(
        .archive, resource.address, reason: .removed, name: name,
        fields: [
          FieldChange(
            path: .status, before: .text(resource.status.rawValue), after: .text("archived"))
        ],
        source: parentPlace(of: resource.address), id: resource.id, storedVersion: resource.version
      ).takingAll(
        lists.stored[resource.address], staying: lists.staying.contains(resource.address)), nil)
  }

  mutating func append(_ change: Change, _ subject: ResourceRef?) {
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
  func parentPlace(of address: Address) -> Place? {
    let holder =
      address.adGroup.flatMap { holders[$0] } ?? address.campaign.flatMap { holders[$0] }
    return holder.map { place(manifest[$0].origin) }
  }

  private func place(_ origin: Origin) -> Place {
    let (file, line) = manifest.line(of: origin)
    return Place(file: file, line: line)
  }

  private func place(_ origin: Origin, at paths: [FieldPath]) -> Place {
    let (file, line) = manifest.line(of: origin, at: paths)
    return Place(file: file, line: line)
  }
}
