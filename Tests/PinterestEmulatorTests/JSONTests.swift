import Testing

@testable import PinterestEmulator

struct JSONTests {
  @Test(arguments: [
    #"{"a":[1,-2,2.5,true,false,null],"b":"x"}"#, #""é \"\\ \n""#, "[]", "{}",
    "9223372036854775807",
  ])
  func `canonical text comes back as it was`(text: String) throws {
    #expect(try JSON(parsing: text).text == text)
  }

  @Test func `escapes are read`() throws {
    #expect(try JSON(parsing: #""\u00e9\ud83d\ude00\/\t""#) == .string("é😀/\t"))
  }

  @Test(arguments: [
    ("{\"a\":1,\"a\":2}", "the name \"a\" is given twice"), ("[1,]", "expected a value"),
    ("\"x", "a text does not end"), ("", "the text ends early"),
    ("1 2", "unexpected text after the value"),
    ("\"\\ud800\"", "half a surrogate pair"), ("01x", "unexpected text after the value"),
  ])
  func `what is not JSON is refused`(text: String, message: String) {
    let error = #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: text) }
    #expect(error?.message == message)
  }
}
