import CanonicalJSON
import Documents
import Foundation
import TestSupport
import Testing

struct SchemaTests {
  @Test(arguments: [PlanDocument.schema, ResultSchema.text])
  func `a schema is JSON whose references all lead somewhere`(_ text: String) throws {
    let schema = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let definitions = try #require(schema?["$defs"] as? [String: Any])
    let references = text.matches(of: /"\$ref": "#\/\$defs\/(\w+)"/).map { String($0.output.1) }
    #expect(!references.isEmpty)
    for reference in references { #expect(definitions[reference] != nil) }
    #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(text.hasSuffix("}\n"))
  }

  @Test func `the plan's schema asks for every name that a plan has, and no other`() throws {
    let text = try JSONSerialization.jsonObject(with: Data(PlanDocument.schema.utf8))
    let schema = try #require(text as? [String: Any])
    let plan = try JSONSerialization.jsonObject(
      with: Data(PlanDocument.encode(Samples.everything)))
    let names = Set(try #require(plan as? [String: Any]).keys)
    #expect(Set(try #require(schema["required"] as? [String])) == names)
    #expect(Set(try #require(schema["properties"] as? [String: Any]).keys) == names)
    #expect(schema["additionalProperties"] as? Bool == false)
  }

  @Test func `every keyword is written, in a fixed order`() {
    var schema = Schema.object([
      .init("key", .string(pattern: "^a", maxLength: 3).withExamples("a"), isRequired: true),
      .init("amount", Schema.numberOrString().defaulting(to: 5).deprecated()),
      .init("word", Schema.oneOf(words: ["a", "b"]).nullable),
      .init("list", .array(of: .definition("thing"), minItems: 1, unique: true)),
      .init("map", .map(of: .boolean, names: .string(maxLength: 64))),
      .init("either", .one(of: .null, .constant(["a": [true, nil]]))),
    ])
    schema.patternProperties = [.init("^x-", Schema())]
    schema.definitions = [.init("thing", Schema.definition("thing").nullable)]
    #expect(
      schema.fileText.filter { !$0.isWhitespace } == """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{\
        "key":{"examples":["a"],"type":"string","pattern":"^a","maxLength":3},\
        "amount":{"deprecated":true,"default":5,"type":["number","string"]},\
        "word":{"type":["string","null"],"enum":["a","b",null]},\
        "list":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/thing"},"uniqueItems":true},\
        "map":{"type":"object","propertyNames":{"type":"string","maxLength":64},\
        "additionalProperties":{"type":"boolean"}},\
        "either":{"oneOf":[{"type":"null"},{"const":{"a":[true,null]}}]}},"required":["key"],\
        "patternProperties":{"^x-":{}},"additionalProperties":false,\
        "$defs":{"thing":{"anyOf":[{"$ref":"#/$defs/thing"},{"type":"null"}]}}}
        """)
  }

  @Test func `an indented document has one member a line`() {
    var json = JSONWriter(indentation: 2)
    json.object {
      $0.member("a", 1)
      $0.key("b")
      $0.array {
        $0.null()
        $0.object { _ in }
      }
      $0.key("c")
      $0.array { _ in }
    }
    #expect(
      String(decoding: json.bytes, as: UTF8.self) == """
        {
          "a": 1,
          "b": [
            null,
            {}
          ],
          "c": []
        }
        """)
  }
}
