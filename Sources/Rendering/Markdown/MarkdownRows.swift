import AdsModel
import Diagnostics
import Planning

/// Changes as rows of a table of three columns: resource with its place, field, both sides of it.
struct MarkdownRows {
  private let values: ValueText
  private let options: MarkdownOptions

  /// How many of the resources that change alike are named before the rest is counted.
  private static let namedResources = 3

  /// Columns from which on a value has a line of its own.
  private static let longValue = 32

  init(currency: Currency, options: MarkdownOptions) {
    values = ValueText(amounts: Amounts(currency: currency))
    self.options = options
  }

  private var isFull: Bool { options.view == .full }

  /// What changes in an ad group; new keywords share a row unless everything is shown.
  func items(_ section: PlanOutline.Section) -> [Passage.Item] {
    var items: [Passage.Item] = []
    if let change = section.change, change.action != .archive { items.append(item(change)) }
    var keywords = section.keywords.filter { $0.action != .archive }
    if !isFull {
      let created = keywords.filter { $0.action == .create }
      if created.count > 1 {
        items.append(item(created, of: section))
        keywords.removeAll { $0.action == .create }
      }
    }
    items += (keywords + section.ads.filter { $0.action != .archive }).map(item)
    return items
  }

  /// One resource: a row for each field that changes, or what a new one is in one row.
  func item(_ change: Change) -> Passage.Item {
    let subject = subject(change)
    var rows: [String] = []
    switch change.action {
    case .create where !isFull:
      rows = [Self.row(subject, "new", creation(change))]
    case .create:
      rows = change.fields.filter { $0.after != nil }.map { field in
        let isDefault = change.defaulted.contains(field.path)
        let remark = isDefault ? " (default)" : ""
        return Self.row("", Self.path(field.path), value(field) + remark)
      }
      rows.insert(Self.row(subject, "new", ""), at: 0)
    case .replace:
      let words =
        change.finishesReplacement
        ? "finishes an earlier replacement" : "created anew, the old copy archived for good"
      rows = [Self.row(subject, "replaced", words)]
      rows += fields(change.fields, of: change.membership)
    case .update, .archive:
      rows = fields(change.fields, of: change.membership, subject: subject)
    }
    return Passage.Item(text: rows.joined(), name: change.name)
  }

  /// Many resources that change alike: `status active → paused on 214 ads`.
  func item(_ group: EqualChanges.Group) -> Passage.Item {
    let count = group.changes.count
    var names = group.names(of: Self.namedResources).map { MarkdownText.escaped($0, limit: 160) }
    if count > names.count { names.append("\(Amounts.grouped(count - names.count)) more") }
    let subject =
      "<b>\(Amounts.count(count, group.kind.title))</b><br>\(PlanSynopsis.joined(names))"
      + place(of: group.changes)
    let rows = fields([group.field], subject: subject)
    let title = "\(group.field.path.text) on \(Amounts.count(count, group.kind.title))"
    return Passage.Item(text: rows.joined(), name: title, count: count)
  }

  /// The new keywords of one ad group.
  private func item(_ created: [Change], of section: PlanOutline.Section) -> Passage.Item {
    let subject =
      "<b>\(Amounts.count(created.count, "keyword"))</b><br>"
      + MarkdownText.code(section.address.description) + place(of: created)
    let words = ValueText.counted(created.map(values.keyword), separator: ", ")
    return Passage.Item(
      text: Self.row(subject, "new", MarkdownText.escaped(words)),
      name: Amounts.count(created.count, "keyword"), count: created.count)
  }

  private func subject(_ change: Change) -> String {
    let name = MarkdownText.escaped(change.name.isEmpty ? Printable.quoted("") : change.name)
    return "<b>\(name)</b><br>\(MarkdownText.code(change.address.description))"
      + place(of: [change])
  }

  /// Where the first of the changes is written, and how many more places there are.
  private func place(of changes: [Change]) -> String {
    let sources = changes.compactMap(\.source)
    guard let first = sources.first else { return "" }
    let more = sources.count > 1 ? " and \(Amounts.grouped(sources.count - 1)) more" : ""
    return "<br>" + options.place(first.file, line: first.line) + more
  }

  private func name(of change: Change) -> String {
    MarkdownText.escaped(ValueText.word(change.name), limit: 160)
  }

  private func creation(_ change: Change) -> String {
    MarkdownText.escaped(
      change.address.kind == .keyword
        ? values.keyword(change)
        : CreationWriter(values: values).phrases(change).joined(separator: "; "))
  }

  /// A row for each field that changes; what it is about stands in the first.
  private func fields(
    _ changes: [FieldChange], of membership: Membership? = nil, subject: String = ""
  ) -> [String] {
    let changes = changes.filter(\.isShown)
    guard !changes.isEmpty else { return subject.isEmpty ? [] : [Self.row(subject, "", "")] }
    return changes.enumerated().map { index, field in
      let mover = field.moverRemark.map { "<br><i>\($0)</i>" } ?? ""
      return Self.row(
        index == 0 ? subject : "", Self.path(field.path), both(sides(field, membership)) + mover)
    }
  }

  /// `0.35 → 0.45 GBP (+28.6 %)`; long values stand one below the other.
  private func both(_ sides: (before: String, after: String, remark: String?)) -> String {
    let isLong = max(sides.before.columns, sides.after.columns) > Self.longValue
    let before =
      sides.before.isEmpty
      ? "" : MarkdownText.escaped(sides.before) + (isLong ? "<br>" : " ") + "→ "
    let remark = sides.remark.map { " (\($0))" } ?? ""
    return before + "<b>\(MarkdownText.escaped(sides.after))</b>" + remark
  }

  private func sides(
    _ field: FieldChange, _ membership: Membership?
  ) -> (before: String, after: String, remark: String?) {
    if case .list(let before) = field.before ?? .list([]),
      case .list(let after) = field.after ?? .list([])
    {
      if isFull {
        return (Self.whole(before), Self.whole(after), field.before == nil ? "new" : nil)
      }
      if let members = ValueText.members(from: before, to: after) {
        return ("", members, field.before == nil ? "new" : nil)
      }
    }
    return values.sides(field, membership)
  }

  private func value(_ field: FieldChange) -> String {
    if isFull, case .list(let items)? = field.after {
      return MarkdownText.escaped(Self.whole(items))
    }
    return MarkdownText.escaped(values.created(field))
  }

  private static func whole(_ items: [String]) -> String {
    items.isEmpty ? "none" : items.map(ValueText.word).joined(separator: ", ")
  }

  private static func path(_ path: FieldPath) -> String { MarkdownText.escaped(path.text) }

  private static func row(_ cells: String...) -> String {
    "| \(cells.joined(separator: " | ")) |\n"
  }
}
