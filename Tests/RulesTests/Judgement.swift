import AdsModel
import CustomerLists
import Diagnostics
import ManifestLoading
import ManifestModel
import Planning
import Rules
import TestSupport

extension Example {
  /// Everything that is said of the example, with its mark taken out.
  ///
  /// A project that was applied before is planned and carried out in memory first.
  func judged() -> [Diagnostic] {
    let project = Project.load(.memory(marked.files))
    var found = project.diagnostics + Rule.judge(project.manifest, now: now)
    guard !found.contains(where: { $0.severity == .error }) else { return found }
    var options = PlanOptions()
    options.replace = Set(replace.compactMap(Address.init(parsing:)))
    let state = before.map(Self.state(of:))
    let draft = PlanDraft(
      manifest: project.manifest, state: state,
      live: outside.flatMap { files in state.map { Self.account($0, changedTo: files) } },
      options: options,
      lists: readsList ? Self.compared(project, before, marked.files) : PlanLists(),
      now: now)
    found += Rule.judge(draft)
    if readsList { found += Self.lists(of: project, marked.files) }
    return found
  }

  /// What the one customer list has beside what it had before.
  private static func compared(
    _ project: Project, _ before: [String: String]?, _ files: [String: String]
  ) -> PlanLists {
    func people(_ files: [String: String]?) -> Set<Substring>? {
      files?[list].map { Set($0.split(separator: "\n")) }
    }
    var lists = PlanLists()
    guard let new = people(files) else { return lists }
    let old = people(before)
    for audience in project.manifest.audiences {
      lists.declared[audience.address] = DeclaredList(
        total: new.count, add: new.subtracting(old ?? []).count,
        leaving: old?.subtracting(new).count ?? 0, stored: old?.count, binding: "none")
    }
    return lists
  }

  /// What is said of the customer lists that a project names.
  private static func lists(of project: Project, _ files: [String: String]) -> [Diagnostic] {
    project.manifest.audiences.flatMap { audience -> [Diagnostic] in
      guard let list = audience.value.definition.customerList, case .file(let file)? = list.source
      else { return [] }
      guard let text = files[file] else {
        let place = project.manifest.span(of: audience.origin, at: .source)
        return [.missingList(file, .missing, at: place)]
      }
      let reader = ListReader(file: file, identifier: list.identifiers, hashing: list.hashing)
      guard var contents = try? reader.read(.bytes(Array(text.utf8))) else { return [] }
      contents.judgeSize()
      return contents.diagnostics
    }
  }

  /// What is stored once a project is applied for the first time.
  private static func state(of files: [String: String]) -> StoredState {
    let manifest = Project.load(.memory(files)).manifest
    let plan = PlanDraft(manifest: manifest, state: nil, options: PlanOptions(), now: earlier).plan
    let empty = StoredState(lineage: "test", account: manifest.account, target: manifest.target)
    return empty.applying(plan)
  }
}

extension Example {
  /// The account of a state after somebody made it another project's.
  private static func account(
    _ state: StoredState, changedTo files: [String: String]
  ) -> LiveAccount {
    let manifest = Project.load(.memory(files)).manifest
    let plan = PlanDraft(manifest: manifest, state: state, options: PlanOptions(), now: earlier)
      .plan
    return LiveAccount(holding: state.applying(plan))
  }
}

/// A place as editors know it.
struct Mark: Hashable, CustomStringConvertible {
  let file: String
  let line: Int
  let column: Int

  var description: String { "\(file):\(line):\(column)" }
}

extension Example {
  var mark: Mark? {
    marked.place.map { Mark(file: $0.file, line: $0.line, column: $0.column) }
  }
}

extension Diagnostic {
  var mark: Mark? {
    span.map { Mark(file: $0.file, line: $0.start.line, column: $0.start.column) }
  }
}
