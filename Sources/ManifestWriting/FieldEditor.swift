import AdsModel
import Diagnostics
import YAMLSyntax

/// Works out the changes to one file's text that give its resources other values.
///
/// Whether they really do is for whoever applies them to prove: it reads the new text again.
struct FieldEditor {
  let text: EditableText
  private(set) var changes: [TextChange] = []
  /// Why an edit cannot be made, by its index.
  private(set) var refusals: [Int: String] = [:]

  init(_ document: YAMLDocument) { text = EditableText(document) }

  /// Edits the resource that was written at a node.
  mutating func edit(_ resource: YAMLNode, _ wanted: WantedTree) {
    apply(wanted.keys, to: resource)
  }

  private mutating func refuse(_ edits: [Int], _ reason: String) {
    for edit in edits where refusals[edit] == nil { refusals[edit] = reason }
  }

  /// Whether every key of the mapping was taken out, so that the mapping itself is to go.
  @discardableResult
  private mutating func apply(_ keys: [WantedKey], to mapping: YAMLNode) -> Bool {
    guard mapping.kind == .mapping else {
      refuse(keys.flatMap(\.edits), wrapping(keys, around: mapping))
      return false
    }
    var structure = MappingStructure(mapping, text)
    for key in keys {
      let entry = mapping.entries.first { $0.key.string == key.key }
      if let reason = sharing(entry, of: mapping, key) {
        refuse(key.edits, reason)
      } else if let entry {
        change(entry, key, of: mapping, &structure)
      } else if let value = key.value, !value.isEmpty {
        structure.added.append((key.key, value, key.edits))
      }
    }
    if structure.isEmptied { return true }
    do throws(EditRefusal) {
      changes += try structure.changes()
    } catch {
      refuse(structure.edits, error.reason)
    }
    return false
  }

  private mutating func change(
    _ entry: YAMLEntry, _ key: WantedKey, of mapping: YAMLNode, _ structure: inout MappingStructure
  ) {
    let value = entry.value
    do throws(EditRefusal) {
      switch key.value {
      case nil:
        structure.removed.append((entry, key.edits))
      case let wanted? where value.kind == .scalar && value.isNull:
        guard !wanted.isEmpty else { return }
        changes.append(try replacement(of: entry, with: wanted, in: mapping))
      case .scalar(let scalar) where value.kind == .scalar:
        changes.append(replacement(of: value, with: scalar, in: mapping))
      case .scalar(let scalar) where key.key == "bid" && scalar.amount != nil:
        // An amount keeps the name of its type.
        guard let named = value.entries.first(where: { !$0.value.isNull })?.key.string else {
          break
        }
        apply([WantedKey(key: named, value: key.value, edits: key.edits)], to: value)
      case .list(let members) where value.kind == .sequence && value.count > 0:
        changes += try ListStructure(value, text).changes(to: members)
      case .keys(var keys) where value.kind == .mapping && value.count > 0:
        if key.key == "bid" {
          keys += value.entries.filter { entry in !keys.contains { $0.key == entry.key.string } }
            .map { WantedKey(key: $0.key.string, value: nil, edits: key.edits) }
        }
        if apply(keys, to: value) { structure.removed.append((entry, key.edits)) }
      case let wanted?:
        guard !wanted.isEmpty else { return structure.removed.append((entry, key.edits)) }
        changes.append(try replacement(of: entry, with: wanted, in: mapping))
      }
    } catch {
      refuse(key.edits, error.reason)
    }
  }

  /// Another text in place of a scalar, in the same style if that can hold it.
  private func replacement(of scalar: YAMLNode, with wanted: WantedScalar, in parent: YAMLNode)
    -> TextChange
  {
    TextChange(
      text.content(of: scalar),
      ScalarWriter.write(
        wanted.text(after: scalar.string), as: text.style(of: scalar) ?? .plain,
        isWord: wanted.isWord, inFlow: text.isFlow(parent)))
  }

  /// A value of another form in place of the one that stands there.
  private func replacement(of entry: YAMLEntry, with wanted: WantedValue, in parent: YAMLNode)
    throws(EditRefusal) -> TextChange
  {
    let written = wanted.written(inFlow: text.isFlow(parent))
    let content = text.content(of: entry.value)
    let isBlock = entry.value.kind != .scalar && !text.isFlow(entry.value)
    guard isBlock || content.isEmpty else {
      guard entry.value.kind == .scalar || !text.hasComment(content) else { throw .comment }
      return TextChange(content, written)
    }
    guard let start = text.valueStart(of: entry) else { throw .form }
    let end = max(start, content.upperBound)
    guard !text.hasComment(start..<end) else { throw .comment }
    return TextChange(start..<end, " " + written)
  }

  /// What a keyword that is written as its bare text cannot be given.
  private func wrapping(_ keys: [WantedKey], around scalar: YAMLNode) -> String {
    "it is written as a bare text, which has no place for \(keys.map(\.key).joined(separator: ", "))"
  }
}

/// Why a text cannot be edited.
struct EditRefusal: Error {
  let reason: String

  static let comment = Self(reason: "a comment stands where the value has to change")
  static let form = Self(reason: "it is written in a form that is not edited in place")
}

extension FieldEditor {
  /// Why a key of a mapping cannot be changed for this resource alone.
  private func sharing(_ entry: YAMLEntry?, of mapping: YAMLNode, _ key: WantedKey) -> String? {
    guard let entry else { return shared(mapping) }
    if let reason = shared(entry.value) { return reason }
    // Only a value that goes takes along what others may refer to.
    let outside = key.value == nil ? text.aliases.naming(within: entry.value).first : nil
    return outside.map { shared(alias: $0.alias.description, anchor: $0.anchor.description) }
  }

  private func shared(_ node: YAMLNode) -> String? {
    if node.isAlias {
      return shared(alias: node.span.description, anchor: node.anchored.span.description)
    }
    return text.aliases.reaching(node).first.map {
      shared(alias: $0.alias.description, anchor: $0.anchor.description)
    }
  }

  private func shared(alias: String, anchor: String) -> String {
    "it is shared: the anchor at \(anchor) is used again at \(alias)"
  }
}
