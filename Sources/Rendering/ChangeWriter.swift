import AdsModel
import Diagnostics
import Planning

/// Writes the changes of one plan, a campaign at a time.
struct ChangeWriter {
  let style: TextStyle
  let fields: FieldWriter
  /// Whether defaults of what is new are shown, and keywords to the last.
  let isFull: Bool

  init(plan: Plan, style: TextStyle, isFull: Bool = false) {
    self.style = style
    self.isFull = isFull
    fields = FieldWriter(style: style, currency: plan.account.currency)
  }

  func write(_ group: PlanOutline.Group, on canvas: inout TextCanvas) {
    let takesAll = group.change?.action == .archive
    let sections = takesAll ? group.sections.compactMap(Self.withoutArchived) : group.sections
    if let change = group.change {
      var seen: Set<String> = []
      write(change, indent: 0, seen: &seen, on: &canvas)
    } else {
      canvas.line(Printable.text(group.address.description), .strong)
    }
    for section in sections { write(section, on: &canvas) }
  }

  private func write(_ section: PlanOutline.Section, on canvas: inout TextCanvas) {
    var seen: Set<String> = []
    var section = section
    if let change = section.change {
      if change.action == .archive {
        section.keywords.removeAll { $0.action == .archive }
        section.ads.removeAll { $0.action == .archive }
      }
      write(change, indent: 2, seen: &seen, on: &canvas)
    } else if !section.keywords.isEmpty || !section.ads.isEmpty {
      canvas.line(Printable.text(section.address.description), indent: 2)
    }
    writeKeywords(section.keywords, seen: &seen, on: &canvas)
    for ad in section.ads {
      // Every ad says for itself that it is reviewed.
      var seen: Set<String> = []
      write(ad, indent: 4, seen: &seen, on: &canvas)
    }
  }

  /// What is left to show of an ad group whose campaign is archived; nothing, as a rule.
  private static func withoutArchived(_ section: PlanOutline.Section) -> PlanOutline.Section? {
    var section = section
    if section.change?.action == .archive { section.change = nil }
    section.keywords.removeAll { $0.action == .archive }
    section.ads.removeAll { $0.action == .archive }
    return section.changes.isEmpty ? nil : section
  }

  /// One resource: its line, why it changes, its fields and its notes.
  ///
  /// `seen` holds the notes of the ad group that are shown already; once is enough.
  private func write(
    _ change: Change, indent: Int, seen: inout Set<String>, on canvas: inout TextCanvas
  ) {
    title(of: change, indent: indent, on: &canvas)
    let inner = indent + 4
    if let why = explanation(of: change) {
      canvas.paragraph(why, indent: inner, change.action == .archive ? .archive : nil)
    }
    switch change.action {
    case .create where isFull:
      fields.write(change.fields, of: change.membership, indent: inner, on: &canvas)
    case .create: CreationWriter(values: fields.values).write(change, indent: inner, on: &canvas)
    case .update, .replace:
      fields.write(change.fields, of: change.membership, indent: inner, on: &canvas)
    case .archive: break
    }
    writeNotes(change.notes, indent: inner, seen: &seen, on: &canvas)
  }

  private func title(of change: Change, indent: Int, on canvas: inout TextCanvas) {
    let address = Printable.text(change.address.description)
    let place = Self.place(of: change)
    var name = Printable.quoted(change.name)
    if style.shortens {
      let others = indent + 6 + address.columns + (place.map { $0.columns + 2 } ?? 0)
      name = name.shortened(to: max(24, style.width - others), canvas.symbols.ellipsis)
    }
    canvas.indent(indent)
    canvas.put(canvas.symbols.sign(change.action) + " ", change.action.role)
    canvas.put(name, .strong)
    canvas.put("  " + address, .quiet)
    canvas.endLine(right: place)
  }

  /// Why the change is made and what it means, where its sign does not say so.
  ///
  /// What goes along with an archived resource is said in its notes.
  private func explanation(of change: Change) -> String? {
    switch change.action {
    case .archive:
      return Self.causeOfArchiving(change.reason)
    case .replace:
      let copy = change.id.map { " (id \(Printable.text($0)))" } ?? ""
      if change.finishesReplacement {
        return "finishes an earlier replacement of the old copy\(copy)"
      }
      return change.reason == .new
        ? "replaces the old copy\(copy), as what held that was archived"
        : "replaces the old copy\(copy), as --replace asks"
    case .create: return change.reason == .new ? nil : Self.words(for: change.reason)
    case .update:
      // Drift is said of each field.
      return [.configEdited, .drift].contains(change.reason)
        ? nil : Self.words(for: change.reason)
    }
  }

  static func causeOfArchiving(_ reason: Reason) -> String {
    switch reason {
    case .configEdited: "declared archived"
    case .removed: "no longer declared"
    case .moved, .replaceRequested, .defaultChanged, .new, .drift: words(for: reason)
    }
  }

  private static func words(for reason: Reason) -> String {
    switch reason {
    case .configEdited: "the YAML was edited"
    case .new: "declared and not stored"
    case .removed: "no longer declared"
    case .moved: "comes with its move"
    case .replaceRequested: "asked for by --replace"
    case .defaultChanged: "left out of the YAML, and the default is another now"
    case .drift: "changed on Pinterest since the last apply"
    }
  }

  static func place(of change: Change) -> String? {
    change.source.map { "\(Printable.text($0.file)):\($0.line)" }
  }

  func writeNotes(
    _ notes: [String], indent: Int, seen: inout Set<String>, on canvas: inout TextCanvas
  ) {
    for note in notes where seen.insert(note).inserted {
      canvas.notice(
        Printable.text(note), indent: indent, lead: canvas.symbols.bullet + " ", .note)
    }
  }
}

/// How many resources go along when one is archived.
struct Children {
  private var adGroups = 0
  private var keywords = 0
  private var ads = 0

  init(of changes: [Change]) {
    for change in changes where change.action == .archive {
      switch change.address.kind {
      case .adGroup: adGroups += 1
      case .keyword: keywords += 1
      case .ad: ads += 1
      case .campaign, .audience: break
      }
    }
  }

  init(of sections: [PlanOutline.Section]) { self.init(of: sections.flatMap(\.changes)) }

  /// `1 ad group, 5 keywords and 2 ads`; nothing when there are none.
  var description: String? {
    let parts = [(adGroups, "ad group"), (keywords, "keyword"), (ads, "ad")]
      .filter { $0.0 > 0 }.map { Amounts.count($0, $1) }
    guard let last = parts.last else { return nil }
    return parts.count == 1
      ? last : parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
