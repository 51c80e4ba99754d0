import AdsModel

/// What is to stand at a key, before its form is chosen.
enum WantedValue {
  case scalar(WantedScalar)
  /// Members of a set.
  case list([WantedScalar])
  /// What becomes of some keys of a mapping; the others stay.
  case keys([WantedKey])
}

/// One key of a mapping, and the edits that it serves.
struct WantedKey {
  let key: String
  /// None: the key is to go.
  var value: WantedValue?
  /// Indices into the edits.
  var edits: [Int]
}

struct WantedScalar {
  let text: String
  /// Whether the field takes digits, days or words of its own.
  var isWord = false
  /// An amount; written without decimals where whole amounts are.
  var amount: Money?

  init(_ text: String, isWord: Bool) {
    self.text = text
    self.isWord = isWord
  }

  init(_ amount: Money, decimals: Int) {
    text = amount.decimal(places: decimals)
    isWord = true
    self.amount = amount
  }

  /// The text in the manner of what stood there.
  func text(after old: String?) -> String {
    guard let amount, let old, !old.utf8.contains(UInt8(ascii: ".")) else { return text }
    guard case .success = Money.parse(old, decimals: 6) else { return text }
    let whole = amount.decimal(places: 0)
    return whole.utf8.contains(UInt8(ascii: ".")) ? text : whole
  }
}

extension WantedValue {
  /// A field's value where the YAML has it as a scalar or as a list.
  init(_ value: FieldValue, at path: FieldPath, decimals: Int) {
    let isWord = path.takesWords
    self =
      switch value {
      case .money(let amount): .scalar(WantedScalar(amount, decimals: decimals))
      case .day(let day): .scalar(WantedScalar(day.description, isWord: true))
      // The YAML has days only; the state keeps the hour.
      case .instant(let moment): .scalar(WantedScalar(moment.day.description, isWord: true))
      case .integer(let number): .scalar(WantedScalar(String(number), isWord: true))
      case .flag(let flag): .scalar(WantedScalar(flag ? "true" : "false", isWord: true))
      case .text(let text): .scalar(WantedScalar(text, isWord: isWord))
      case .list(let members): .list(members.map { WantedScalar($0, isWord: isWord) })
      }
  }

  /// The value as a line of its own would have it, lists and mappings in flow style.
  func written(inFlow: Bool = false) -> String {
    switch self {
    case .scalar(let scalar):
      ScalarWriter.write(scalar.text, isWord: scalar.isWord, inFlow: inFlow)
    case .list(let members):
      "["
        + members.map { ScalarWriter.write($0.text, isWord: $0.isWord, inFlow: true) }
        .joined(separator: ", ") + "]"
    case .keys(let keys):
      "{ "
        + keys.compactMap { key in
          key.value.map {
            ScalarWriter.write(key.key, inFlow: true) + ": " + $0.written(inFlow: true)
          }
        }.joined(separator: ", ") + " }"
    }
  }

  /// Whether there is anything to write.
  var isEmpty: Bool {
    switch self {
    case .scalar: false
    case .list(let members): members.isEmpty
    case .keys(let keys): keys.allSatisfy { $0.value?.isEmpty ?? true }
    }
  }
}
