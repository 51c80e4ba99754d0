import AdsModel
import ManifestLoading
import ManifestModel
import ManifestWriting
import Planning
import TestSupport
import Testing

private func pick<Value>(_ values: [Value], _ random: inout Dice) -> Value {
  values[Int.random(in: values.indices, using: &random)]
}

/// One to six edits of different fields of one manifest.
private func edits(of manifest: RandomManifest, _ random: inout Dice) -> [ManifestEdit] {
  var edits: [ManifestEdit] = []
  let texts = [
    "Neu", "it's", "a: b", "# c", "1e3", "no", "\u{202E}x\u{7}", "日本語", " x", "- y", "{}",
  ]
  for _ in 0..<Int.random(in: 1...6, using: &random) {
    let address = pick([spring] + manifest.adGroups, &random)
    let anywhere: [(FieldPath, FieldValue?)] = [
      (.name, .text(pick(texts, &random))), (.status, .text("paused")),
    ]
    let inAdGroups: [(FieldPath, FieldValue?)] = [
      (.bid, money(77)), (.bid, .text("automatic")), (.dailyBudget, money(1250)),
      (.dailyBudget, nil), (.end, day("2028-01-31")), (.end, nil), (.start, day("2027-03-02")),
      (.placement, .text("search")), (.locations, .list(["GB", "US", "NO"])), (.locations, nil),
      (.locations, .list(["FR"])), (.ages, .list(["35-44"])), (.ages, .list(["65+", "25-34"])),
      (.devices, .list([])), (.interests, .list(["home, decor", "1"])),
    ]
    let (path, value) = pick(address == spring ? anywhere : anywhere + inAdGroups, &random)
    guard !edits.contains(where: { $0.address == address && $0.path == path }) else { continue }
    edits.append(ManifestEdit(address, path, value))
  }
  return edits
}

/// Every resource with its fields, lists that are sets sorted, so that two projects compare.
private func values(of project: Project) -> [Address: [FieldPath: FieldValue]] {
  var found: [Address: [FieldPath: FieldValue]] = [:]
  let manifest = project.manifest
  for ref in manifest.resources {
    let pairs = manifest.fields(of: ref).all.map { field -> (FieldPath, FieldValue) in
      (
        field.path,
        field.path.isUnordered ? .list((field.value.list ?? []).sorted()) : field.value
      )
    }
    found[manifest[ref].address] = Dictionary(uniqueKeysWithValues: pairs)
  }
  return found
}

@Test func `400 random files take random edits, and nothing else about them changes`() {
  for seed in 0..<400 {
    let manifest = RandomManifest(seed: UInt64(seed))
    var random = Dice(seed: UInt64(seed) &+ 0x5EED)
    let wanted = edits(of: manifest, &random)
    let edited = Edited(manifest.text, wanted)
    // Nothing is shared, so only a comment in the way may stop an edit.
    #expect(
      edited.edits.notPulled.allSatisfy { $0.reason.hasPrefix("a comment stands") },
      "seed \(seed): \(edited.refusals)")
    var expected = values(of: Project.load(.memory(edited.before)))
    for edit in edited.edits.pulled {
      var value = edit.after
      if case .list(let members) = edit.after {
        value = members.isEmpty ? nil : .list(members.sorted())
      }
      expected[edit.address]?[edit.path] = value
    }
    let files = edited.before.merging(["campaigns/a.yaml": edited.text]) { $1 }
    let after = Project.load(.memory(files))
    #expect(after.diagnostics.isEmpty, "seed \(seed)")
    #expect(values(of: after) == expected, "seed \(seed)")
    // A line that says nothing of an edited field is still there, to the byte, in its order.
    let touched = Set(
      wanted.flatMap { edit -> [String] in
        let key = edit.path.text.prefix { $0 != "." }
        return ["\(edit.address) \(key)", "\(edit.address) flow"]
      })
    let kept = manifest.lines.filter { line in line.field.map { !touched.contains($0) } ?? true }
    var rest = Edited.lines(edited.text.replacing("\r\n", with: "\n"))[...]
    for line in kept {
      let index = rest.firstIndex(of: line.text)
      #expect(index != nil, "seed \(seed): \(line.text)")
      rest = rest[((index ?? rest.startIndex - 1) + 1)...]
    }
    #expect(
      edited.text.utf8.count(where: { $0 == UInt8(ascii: "\r") })
        == (manifest.lineBreak == "\n"
          ? 0 : edited.text.utf8.count(where: { $0 == UInt8(ascii: "\n") })))
  }
}

@Test(
  arguments: HostileText.all + [
    "- x", "x:", "x: y", "#", "yes", "1.5", "~", "null", "a #b", "=", "<<",
  ])
func `a hostile name is written so that it is read back`(name: String) {
  guard !name.allSatisfy({ $0 == " " }), !name.unicodeScalars.contains("\0") else { return }
  for form in ["name: a", "name: 'a'", "name: \"a\"", "name: |-\n      a", "status: active"] {
    for text in [
      "campaigns:\n  spring:\n    \(form)\n    objective: traffic\n",
      "campaigns: { spring: { \(form.split(separator: "\n")[0].replacing("|-", with: "b")), objective: traffic } }\n",
    ] {
      let edited = Edited(text, [ManifestEdit(spring, .name, .text(name))])
      #expect(edited.refusals == [], "\(edited.text)")
      #expect(edited.edits.project.manifest.campaigns.map(\.value.name) == [name])
      #expect(
        edited.text.unicodeScalars.allSatisfy {
          $0 == "\n" || $0.properties.generalCategory != .control
        })
    }
  }
}
