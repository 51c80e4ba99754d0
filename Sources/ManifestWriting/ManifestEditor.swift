import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import YAMLSyntax

/// Writes other values into a project's files and leaves every other byte as it was.
///
/// What it returns is proved: the new text was read again and declares the wanted values and, but
/// for them, what it declared before, and no rule says of it what it did not say before. An edit that
/// cannot be proved is not made.
public struct ManifestEditor {
  private let project: Project
  private let edits: [ManifestEdit]
  private let declared: [Address: DeclaredPlace]
  /// The files that declare what is edited, by index: a manifest keeps only places in them.
  private let documents: [Int: YAMLDocument]
  private let judge: (Project) -> [Diagnostic]
  /// What is wrong with the project as it is.
  private let known: Set<Fault>
  private var reasons: [Int: String] = [:]
  private var codes: [Int: DiagnosticCode] = [:]

  /// Edits a project without mistakes; `judge` is what the rules say of one.
  public static func edit(
    _ project: Project, _ edits: [ManifestEdit],
    judge: @escaping (Project) -> [Diagnostic] = { _ in [] }
  ) -> ManifestEdits {
    var editor = Self(project, edits, judge)
    return editor.result()
  }

  private init(
    _ project: Project, _ edits: [ManifestEdit], _ judge: @escaping (Project) -> [Diagnostic]
  ) {
    self.project = project
    self.edits = edits
    self.judge = judge
    known = Set((project.diagnostics + judge(project)).map(Fault.init))
    declared = DeclaredPlace.all(in: project.manifest, of: Set(edits.map(\.address)))
    documents = Self.documents(Set(declared.values.map(\.origin.file)), of: project)
  }

  private static func documents(_ files: Set<Int>, of project: Project) -> [Int: YAMLDocument] {
    files.reduce(into: [:]) { documents, index in
      let file = project.manifest.files[index].file
      documents[index] = project.sources[file].flatMap {
        YAMLDocument.parse($0, file: file).document
      }
    }
  }

  private mutating func result() -> ManifestEdits {
    var units: [[Int]] = []
    var unitOf: [Unit: Int] = [:]
    for (index, edit) in edits.enumerated() {
      guard declared[edit.address] != nil else {
        reasons[index] = "the project does not declare it"
        continue
      }
      if let unit = unitOf[Unit(edit)] {
        units[unit].append(index)
      } else {
        unitOf[Unit(edit)] = units.count
        units.append([index])
      }
    }
    let (kept, attempt) = proved(allowed(units))
    var result = ManifestEdits(project: attempt.project)
    result.files = attempt.files
    let after = DeclaredPlace.all(in: attempt.project.manifest, of: Set(edits.map(\.address)))
    let made = Set(kept.joined())
    for (index, edit) in edits.enumerated() {
      let place = declared[edit.address]
      if made.contains(index), let place, let new = after[edit.address] {
        let (file, line) = attempt.project.manifest.line(of: new.origin, at: [edit.path])
        result.pulled.append(
          .init(
            address: edit.address, path: edit.path, file: file, line: line,
            before: place.fields[edit.path], after: edit.value))
      } else {
        let at = place.map { project.manifest.line(of: $0.origin, at: [edit.path]) }
        result.notPulled.append(
          .init(
            edit.address, edit.path, file: at?.file, line: at?.line,
            reason: reasons[index]
              ?? "the file would not read as wanted with the value written in place",
            code: codes[index]))
      }
    }
    return result
  }

  /// The units that no rule speaks against; the others get their reasons.
  private mutating func allowed(_ units: [[Int]]) -> [[Int]] {
    var units = units
    while !units.isEmpty {
      let attempt = attempt(units)
      reasons.merge(attempt.refusals) { old, _ in old }
      let able = units.filter { unit in !unit.contains { attempt.refusals[$0] != nil } }
      guard able.count == units.count else {
        units = able
        continue
      }
      guard let found = faults(of: attempt.project).first else { return units }
      let refusal = BlamedEdit(units: units, edits: edits, project: attempt.project)
      let behind = refusal.unit(behind: found) { rest in
        let left = self.attempt(rest).project
        return faults(of: left).contains { Fault($0) == Fault(found) }
      }
      guard let behind else { return units }
      for index in behind {
        reasons[index] = found.message
        codes[index] = found.code
      }
      units.removeAll { $0 == behind }
    }
    return units
  }

  /// What is wrong with an edited project that was not wrong before.
  private func faults(of edited: Project) -> [Diagnostic] {
    (edited.diagnostics + judge(edited)).errors(besides: known)
  }

  /// The most of some units that can be made together, and what comes of them.
  ///
  /// Nearly always all of them can; otherwise halves are tried, so that a few stubborn edits cost
  /// a few readings and not one for each edit.
  private mutating func proved(_ units: [[Int]]) -> (units: [[Int]], attempt: Attempt) {
    let first = attempt(units)
    reasons.merge(first.refusals) { old, _ in old }
    let able = units.filter { unit in !unit.contains { first.refusals[$0] != nil } }
    let second = able.count == units.count ? first : attempt(able)
    if second.isProved { return (able, second) }
    guard able.count > 1 else { return ([], attempt([])) }
    let middle = able.count / 2
    let (left, leftAttempt) = proved(Array(able[..<middle]))
    let (right, rightAttempt) = proved(Array(able[middle...]))
    guard !right.isEmpty else { return (left, leftAttempt) }
    guard !left.isEmpty else { return (right, rightAttempt) }
    let both = attempt(left + right)
    // Each half can be made, but not both: the first one is.
    return both.isProved ? (left + right, both) : (left, leftAttempt)
  }

  private func attempt(_ units: [[Int]]) -> Attempt {
    let indices = units.joined().sorted()
    let manifest = project.manifest
    var editors: [Int: FieldEditor] = [:]
    let byAddress = Dictionary(grouping: indices) { edits[$0].address }
    for (address, indices) in byAddress.sorted(by: { $0.key < $1.key }) {
      guard let place = declared[address], let document = documents[place.origin.file]
      else { continue }
      let tree = WantedTree(
        indices.map { ($0, edits[$0]) }, of: place.fields,
        decimals: manifest.account.currency.decimals)
      editors[place.origin.file, default: FieldEditor(document)]
        .edit(document.node(at: place.origin.node), tree)
    }
    var attempt = Attempt(project: project)
    var sources = project.sources
    for (file, editor) in editors {
      attempt.refusals.merge(editor.refusals) { old, _ in old }
      guard let document = documents[file],
        let text = document.source.applying(editor.changes)
      else { return attempt }
      if text != document.source { attempt.files[document.file] = text }
      sources[document.file] = text
    }
    guard attempt.refusals.isEmpty else { return attempt }
    if !attempt.files.isEmpty { attempt.project = Project.load(.sources(sources, of: project)) }
    attempt.isProved =
      EditProof(manifest, indices.map { edits[$0] }).holds(for: attempt.project)
      && faults(of: attempt.project).isEmpty
    return attempt
  }
}

/// What some edits come to.
private struct Attempt {
  var files: TextTable<[UInt8]> = [:]
  var project: Project
  var refusals: [Int: String] = [:]
  var isProved = false
}

/// Edits that only make sense together: those of one resource below one key, and of its one URL.
private struct Unit: Hashable {
  let address: Address
  let key: Substring

  init(_ edit: ManifestEdit) {
    address = edit.address
    // Each list of a targeting stands for itself.
    let parts = edit.path.text.split(separator: ".")
    key =
      if Destination.paths.contains(edit.path) {
        FieldPath.destinationURL.text[...]
      } else {
        parts.first == "targeting" ? edit.path.text[...] : parts.first ?? ""
      }
  }
}

/// A declared resource, whichever kind it is.
struct DeclaredPlace {
  let origin: Origin
  let fields: Fields

  static func all(in manifest: Manifest, of addresses: Set<Address>) -> [Address: Self] {
    manifest.refs(at: addresses).mapValues {
      Self(origin: manifest[$0].origin, fields: manifest.fields(of: $0))
    }
  }
}
