/// A JSON value written out in a schema: an example, a default, one of an enumeration.
public indirect enum Literal: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([Literal])
  case object([Member])

  public struct Member: Hashable, Sendable {
    public let name: String
    public let value: Literal
  }

  func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let flag): json.bool(flag)
    case .integer(let number): json.integer(number)
    case .string(let text): json.string(text)
    case .array(let items):
      json.array { for item in items { item.write(to: &$0) } }
    case .object(let members):
      json.object {
        for member in members {
          $0.key(member.name)
          member.value.write(to: &$0)
        }
      }
    }
  }
}

extension Literal: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: Literal...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, Literal)...) {
    self = .object(elements.map { Member(name: $0, value: $1) })
  }
}
