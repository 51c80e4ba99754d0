import AdsModel
import Diagnostics
import ManifestModel

// Three values meet in a field: declared, stored, live. The comparison has told declared from
// live; here the stored one says who moved.
extension PlanDraft {
  /// Says of every field who moved, what is only to be recorded, and what stands unresolved.
  mutating func weigh(_ base: LiveBase, _ live: LiveAccount, overwriting: Bool) {
    for index in plan.changes.indices {
      let change = plan.changes[index]
      for field in change.fields.indices { plan.changes[index].fields[field].mover = .yours }
      plan.changes[index].updatedTime = change.id.flatMap {
        live[change.address.kind, $0]?.updatedTime
      }
    }
    plan.refreshes = base.refreshes
    guard !base.drift.isEmpty else { return }
    let stored = base.resources.byAddress
    var positions: [Address: Int] = [:]
    for index in plan.changes.indices where !plan.changes[index].finishesReplacement {
      positions[plan.changes[index].address] = index
    }
    let declared = manifest.refs(at: Set(base.drift.items.map(\.address)))
    for item in base.drift.items {
      switch item.kind {
      case .changed(let fields):
        guard let resource = stored[item.address] else { continue }
        let position = positions[item.address]
        let unresolved = position.map { settle(fields, at: $0) } ?? []
        guard let ref = declared[item.address] else { continue }
        record(fields, of: resource, at: position, manifest[ref].ignoredChanges)
        guard !overwriting else { continue }
        diagnostics += unresolved.map { report($0, manifest[ref]) }
      case .archived(let below), .vanished(let below):
        guard base.lost.contains(item.address), let ref = declared[item.address] else { continue }
        diagnostics.append(report(item, below: below, manifest[ref].origin))
      }
    }
    plan.refreshes.sort { $0.address < $1.address }
    if !base.wentAlong.isEmpty {
      let count = base.wentAlong.count
      plan.notes.append(
        "\(counted(count, "resource")) went along when what held \(count == 1 ? "it" : "them") was archived; an apply records that, and creates new ones."
      )
    }
    let count = plan.refreshes.count {
      !$0.isOfIgnoredFields && !base.wentAlong.contains($0.address)
    }
    if count > 0 {
      plan.notes.append(
        "\(counted(count, "resource")) \(count == 1 ? "is" : "are") on Pinterest as declared already; an apply only records that."
      )
    }
  }

  /// Marks the drifted fields of a change and returns those that the account and the YAML do not
  /// agree on.
  private mutating func settle(
    _ fields: [FieldDrift], at position: Int
  ) -> [(field: FieldDrift, declared: FieldValue?)] {
    if plan.changes[position].action == .archive {
      let names = fields.map(\.path.text).joined(separator: ", ")
      plan.changes[position].notes.append("changed on Pinterest since the last apply: \(names)")
      return []
    }
    var unresolved: [(FieldDrift, FieldValue?)] = []
    for field in fields {
      guard let index = plan.changes[position].fields.firstIndex(where: { $0.path == field.path })
      else { continue }
      let change = plan.changes[position].fields[index]
      // A new copy lists what stays the same too.
      guard !FieldValue.same(change.before, change.after, at: field.path) else { continue }
      let isTheirs = FieldValue.same(change.after, field.stored, at: field.path)
      plan.changes[position].fields[index].mover = isTheirs ? .theirs : .both
      unresolved.append((field, change.after))
    }
    if plan.changes[position].action == .update,
      plan.changes[position].fields.allSatisfy({ $0.mover == .theirs })
    {
      plan.changes[position].reason = .drift
    }
    return unresolved
  }

  /// What is live as declared is only recorded, and so is what is left alone on a resource that is
  /// written: a target may take fields together.
  private mutating func record(
    _ fields: [FieldDrift], of resource: StoredResource, at position: Int?,
    _ ignored: [FieldPath]
  ) {
    let change = position.map { plan.changes[$0] }
    if let change, change.action != .update { return }
    let recorded = fields.filter { field in
      if change?[field.path] != nil { return false }
      let isIgnored = ignored.contains { field.path.isWithin($0) }
      // An hour on record is what its day stands for; only a pull and an import take one over.
      if isIgnored, case .instant? = field.live { return false }
      return change != nil || !isIgnored
    }
    guard !recorded.isEmpty else { return }
    plan.refreshes.append(
      Refresh(
        .recorded, resource,
        fields: recorded.map {
          FieldChange(
            path: $0.path, before: $0.stored, after: $0.live,
            mover: ignored.touch($0.path) ? .theirs : .both)
        }))
  }
}

// MARK: - What is wrong

extension PlanDraft {
  private func report(
    _ unresolved: (field: FieldDrift, declared: FieldValue?), _ declaration: Declaration
  ) -> Diagnostic {
    let address = declaration.address
    let field = unresolved.field
    let decimals = manifest.account.currency.decimals
    let values = [
      ("stored", field.stored), ("live", field.live), ("declared", unresolved.declared),
    ].map { "\($0) \($1.described(decimals: decimals, at: field.path))" }
    return Diagnostic(
      .driftUnresolved,
      "\(field.path) of \(address) was changed on Pinterest since the last apply: "
        + values.joined(separator: ", "),
      at: manifest.span(of: declaration.origin, at: field.path), address: address.description,
      hint: field.foreignReason(of: address)
        ?? "`pinplan pull` writes the live value into the YAML; --overwrite-drift puts the declared one back"
    )
  }

  private func report(_ item: Drift.Item, below: Int, _ origin: Origin) -> Diagnostic {
    var message = "\(item.address) "
    let code: DiagnosticCode
    if case .archived = item.kind {
      code = .driftArchived
      message += "was archived on Pinterest since the last apply, which is permanent"
    } else {
      code = .driftVanished
      message += "is no longer on the account: Pinterest has nothing under its id \(item.id)"
    }
    if below > 0 { message += "; \(counted(below, "stored resource")) below it went along" }
    return Diagnostic(
      code, message, at: manifest.span(of: origin), address: item.address.description,
      hint:
        "take it out of the YAML, or forget it with `pinplan state rm \(shellWord("\(item.address)"))`: the next apply then creates a new one"
    )
  }
}

extension FieldValue? {
  /// The value in a message: amounts bare, words of an account as they are, the user's texts in
  /// quotes.
  public func described(decimals: Int, at path: FieldPath? = nil) -> String {
    switch self {
    case nil: "none"
    case .money(let money)?: money.decimal(places: decimals)
    case .day(let day)?: day.description
    case .instant(let moment)?: moment.written
    case .integer(let number)?: String(number)
    case .flag(let flag)?: String(flag)
    case .text(let text)?:
      if let path, case let words? = self?.foreignWords(at: path), !words.isEmpty {
        clipped(text)
      } else {
        text.isPlainWord ? text : quoted(text)
      }
    case .list(let items)?: "[" + clipped(items.joined(separator: ", ")) + "]"
    }
  }
}

extension String {
  /// Whether it is a word of the format, such as `automatic`.
  fileprivate var isPlainWord: Bool {
    !isEmpty
      && utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
      }
  }
}
