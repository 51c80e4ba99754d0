import AdsModel
import Diagnostics
import Planning

/// Writes a campaign, or audiences, as a file that somebody could have written.
struct ImportText {
  private let decimals: Int
  private var lines: [String] = []

  private init(decimals: Int) { self.decimals = decimals }

  static func campaign(_ node: ImportNode, decimals: Int) -> String {
    var text = Self(decimals: decimals)
    text.lines.append("campaigns:")
    text.put(node, depth: 1)
    return text.lines.map { $0 + "\n" }.joined()
  }

  static func audiences(_ nodes: [ImportNode]) -> String {
    let lines = nodes.map { node in
      let name = node.live.fields[.name]?.text.map { " \(Printable.quoted($0))" } ?? ""
      let id = ScalarWriter.write(node.live.id, inFlow: true)
      return "  \(Self.key(node.address)): { type: external, id: \(id) }"
        + "  # Pinterest audience\(name)\n"
    }
    return "audiences:\n" + lines.joined()
  }

  /// A key that YAML readers would take for a number or a truth value is quoted.
  private static func key(_ address: Address) -> String { ScalarWriter.write(address.key) }

  private mutating func put(_ node: ImportNode, depth: Int) {
    let indentation = String(repeating: "  ", count: depth)
    lines.append(
      "\(indentation)\(Self.key(node.address)):"
        + "  # Pinterest \(node.live.kind.title) \(Printable.text(node.live.id))")
    let tree = WantedTree(
      fields(of: node).enumerated().map {
        ($0, ManifestEdit(node.address, $1.path, $1.value))
      }, of: Fields(), decimals: decimals)
    for key in tree.keys.sorted(by: { KeyOrder.rank($0.key) < KeyOrder.rank($1.key) }) {
      lines += key.lines(indentation + "  ")
    }
    for (kind, title) in [
      (ResourceKind.keyword, "keywords"), (.ad, "ads"), (.adGroup, "ad_groups"),
    ] {
      let below = node.children.filter { $0.live.kind == kind }
      guard !below.isEmpty else { continue }
      lines.append("\(indentation)  \(title):")
      for child in below {
        if kind == .keyword {
          lines.append("\(indentation)    - \(keyword(child))")
        } else {
          put(child, depth: depth + 2)
        }
      }
    }
  }

  /// Without what the project means anyway when nothing is written.
  private func fields(of node: ImportNode) -> [Fields.Field] {
    node.fields.all.filter { field in
      switch Catalogue.field(field.path, of: node.live.kind)?.leftOut ?? .absent {
      case .standing(let value): field.value != value
      case .key: field.value != .text(node.address.key)
      case .refused, .absent: true
      }
    }
  }

  private func keyword(_ node: ImportNode) -> String {
    let text = node.fields[.text]?.text ?? ""
    let match = node.fields[.match]?.text ?? MatchType.broad.rawValue
    guard match != MatchType.broad.rawValue else { return ScalarWriter.write(text) }
    return "{ text: \(ScalarWriter.write(text, inFlow: true)), match: \(match) }"
  }
}

extension WantedKey {
  /// The key on lines of its own: a targeting has a line for each list, and what is too wide for
  /// one line has a line for each member.
  func lines(_ indentation: String) -> [String] {
    guard let value, !value.isEmpty else { return [] }
    let name = indentation + ScalarWriter.write(key, isWord: true)
    let line = name + ": " + value.written()
    switch value {
    case .keys(let keys) where key == "targeting" || line.utf8.count > 100:
      let below = keys.sorted { KeyOrder.rank($0.key) < KeyOrder.rank($1.key) }
      return [name + ":"] + below.flatMap { $0.lines(indentation + "  ") }
    case .list(let members) where line.utf8.count > 100:
      return [name + ":"]
        + members.map {
          indentation + "  - " + ScalarWriter.write($0.text, isWord: $0.isWord)
        }
    default: return [line]
    }
  }
}
