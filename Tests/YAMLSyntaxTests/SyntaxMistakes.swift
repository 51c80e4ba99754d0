/// A text and all that is said of it, but for the code that every case here shares.
let syntaxMistakes: [(text: String, report: String)] = [
  (
    "a:\n\tb: 1",
    "2:1-2:1 a tab indents this line: \"\\tb: 1\" → "
      + "indent with spaces instead"
  ),
  (
    "a: 1\n\tb: 2",
    "2:1-2:1 a tab indents this line: \"\\tb: 2\" → "
      + "indent with spaces instead"
  ),
  (
    "a:\n  b: 1\n \tc: 2",
    "3:2-3:2 a tab indents this line: \" \\tc: 2\" → "
      + "indent with spaces instead"
  ),
  (
    "l:\n  - x\n\t- y",
    "3:1-3:1 a tab indents this line: \"\\t- y\" → "
      + "indent with spaces instead"
  ),
  (
    "a: |\n\ttext",
    "2:1-2:1 a tab indents this line: \"\\ttext\" → "
      + "indent with spaces instead"
  ),
  (
    "\t\t",
    "1:1-1:1 a tab indents this line: \"\\t\\t\" → "
      + "indent with spaces instead"
  ),
  (
    "a: 1\nfoo\nb: 2",
    "2:1-2:1 this line is no `key: value`: \"foo\" → "
      + "write `key: value`, with a colon and a space"
  ),
  (
    "name:Foo\nb: 2",
    "2:1-2:1 a key cannot stand here: \"b: 2\" → "
      + "put a space after the colon in the line above"
  ),
  (
    "name: Spring: sale",
    "1:13-1:13 a value holds a second `: `: \"name: Spring: sale\" → "
      + "put the value in quotes, or begin the second key on a line of its own"
  ),
  (
    "a: 1\n  b: 2",
    "2:3-2:3 a key cannot stand here: \"b: 2\" → "
      + "indent this line exactly like the keys it belongs to; the line above is a value"
  ),
  (
    "a:\n  b: 1\n c: 2",
    "3:2-3:2 this line does not line up with the other keys: \"c: 2\" → "
      + "indent it exactly like the other keys (1:1-1:1: the mapping starts here)"
  ),
  (
    "l:\n  - x\n  y: 1",
    "3:3-3:3 this line does not line up with the other items: \"y: 1\" → "
      + "begin it with `- `, indented exactly like the other items (2:3-2:3: the list starts here)"
  ),
  (
    "a: 'x' y",
    "1:8-1:8 after the value comes more text: \"y\" → "
      + "put the whole value in quotes (1:1-1:1: the mapping starts here)"
  ),
  (
    "- 'x' y",
    "1:7-1:7 after the value comes more text: \"y\" → "
      + "put the whole value in quotes (1:1-1:1: the list starts here)"
  ),
  (
    ": : 1",
    "1:1-1:1 the key before this `:` is missing → "
      + "write the key in front of the colon, as in `name: Spring sale`"
  ),
  (
    "{: 1}",
    "1:2-1:2 the key before this `:` is missing → "
      + "write the key in front of the colon, as in `name: Spring sale`"
  ),
  (
    "a: [x, y\nb: 1",
    "1:4-1:4 the `[` here is not closed before the line \"b: 1\" → "
      + "add the `]` that belongs to it (2:2-2:2: the line is here)"
  ),
  (
    "a: [x, y",
    "1:4-1:4 the `[` here is never closed → "
      + "add the `]` that belongs to it (1:9-1:9: the file ends here)"
  ),
  (
    "a: [x",
    "1:4-1:4 the `[` here is never closed → "
      + "add the `]` that belongs to it (1:6-1:6: the file ends here)"
  ),
  (
    "a: [x,",
    "1:7-1:7 a value is missing at the end of the file → "
      + "write the value, and close every `[` and `{`"
  ),
  (
    "a: [x,,y]",
    "1:7-1:7 a value is missing before \",y]\" → "
      + "write the value, or `\"\"` for an empty one"
  ),
  (
    "a: ['x' 'y']",
    "1:9-1:9 a `,` or the closing `]` is missing before \"'y']\" → "
      + "add it, or put text that holds one of `, [ ] { }` in quotes (1:4-1:4: the list starts here)"
  ),
  (
    "a: {x: 1\nb: 1",
    "1:4-1:4 the `{` here is not closed before the line \"b: 1\" → "
      + "add the `}` that belongs to it (2:2-2:2: the line is here)"
  ),
  (
    "a: {x: 1",
    "1:4-1:4 the `{` here is never closed → "
      + "add the `}` that belongs to it (1:9-1:9: the file ends here)"
  ),
  (
    "a: {x: 1]",
    "1:9-1:9 a `,` or the closing `}` is missing before \"]\" → "
      + "add it, or put text that holds one of `, [ ] { }` in quotes (1:4-1:4: the mapping starts here)"
  ),
  (
    "a: ]",
    "1:4-1:4 a value is missing before \"]\" → "
      + "write the value, or `\"\"` for an empty one"
  ),
  (
    "a: {b:, c: 1}",
    "1:6-1:6 a `:` cannot stand here: \"a: {b:, c: 1}\" → "
      + "put a space after it, or put the text in quotes"
  ),
  (
    "a: \"abc\nb: 1",
    "1:4-1:4 the quote is never closed: \"\"abc\" → "
      + "add the closing `\"` (2:5-2:5: the file ends here)"
  ),
  (
    "a: 'abc",
    "1:4-1:4 the quote is never closed: \"'abc\" → "
      + "add the closing `'` (1:8-1:8: the file ends here)"
  ),
  (
    "a: \"ab\n---\nc\"",
    "1:4-1:4 the quote is not closed before a line that begins with `---`: \"\"ab\" → "
      + "add the closing `\"` (2:1-2:1: the line is here)"
  ),
  (
    "a: \"C:\\dir\"",
    "1:7-1:7 a `\\` in double quotes begins no such escape: \"\\dir\"\" → "
      + "write `\\\\` for a backslash, or put the text in single quotes"
  ),
  (
    "a: \"\\uZZ\"",
    "1:7-1:7 the escape for a character has no valid number: \"a: \"\\uZZ\"\" → "
      + "write `\\u` and the four hexadecimal digits of a character"
  ),
  (
    "a: \"\\uD800\"",
    "1:7-1:7 the escape for a character has no valid number: \"a: \"\\uD800\"\" → "
      + "write `\\u` and the four hexadecimal digits of a character"
  ),
  (
    "a: *",
    "1:4-1:4 a `*` in front of a value has a meaning in YAML, and needs a name after it: \"*\" → "
      + "put text that begins with `*` in quotes"
  ),
  (
    "a: *.jpg",
    "1:4-1:4 a `*` in front of a value has a meaning in YAML, and needs a name after it: \"*.jpg\" → "
      + "put text that begins with `*` in quotes"
  ),
  (
    "a: & b",
    "1:4-1:4 a `&` in front of a value has a meaning in YAML, and needs a name after it: \"& b\" → "
      + "put text that begins with `&` in quotes"
  ),
  (
    "a: @foo",
    "1:4-1:4 a value cannot begin with \"@\": \"a: @foo\" → "
      + "put the value in quotes"
  ),
  (
    "a: `foo`",
    "1:4-1:4 a value cannot begin with \"`\": \"a: `foo`\" → "
      + "put the value in quotes"
  ),
  (
    "a: %x",
    "1:4-1:4 a value cannot begin with \"%\": \"a: %x\" → "
      + "put the value in quotes"
  ),
  (
    "a: - b",
    "1:4-1:4 a list item cannot begin here: \"a: - b\" → "
      + "put each `- item` on a line of its own, below the key"
  ),
  (
    "a: | text",
    "1:6-1:6 only a comment may follow on this line: \"a: | text\" → "
      + "begin the text below the `|` or `>`, or put it in quotes"
  ),
  (
    "a: ? b",
    "1:4-1:4 a key cannot begin here: \"a: ? b\" → "
      + "put text that begins with `?` in quotes"
  ),
  (
    "a: !x!y z",
    "1:4-1:4 the tag \"!x!y\" is not defined → "
      + "remove the tag, or put text that begins with `!` in quotes"
  ),
  (
    "a: !<x y",
    "1:7-1:7 this is no valid YAML, did not find the expected '>' while scanning a tag: \"a: !<x y\" → "
      + "put text that holds special characters in quotes (1:4-1:4: that begins here)"
  ),
  (
    "a: 1\n...\nfoo",
    "3:1-3:1 after the end of the content comes more: \"foo\" → "
      + "remove it, or indent it to where it belongs"
  ),
  (
    "[a] b",
    "1:5-1:5 after the end of the content comes more: \"b\" → "
      + "remove it, or indent it to where it belongs"
  ),
  (
    "%YAML 3.0\n---\na: 1",
    "1:1-1:1 this is no valid YAML, found incompatible YAML document: \"%YAML 3.0\" → "
      + "remove the line; pinplan needs none that begins with `%`"
  ),
  (
    "%FOO\n---\na: 1",
    "1:5-1:5 this is no valid YAML, found unknown directive name while scanning a directive: \"%FOO\" → "
      + "remove the line; pinplan needs none that begins with `%` (1:1-1:1: that begins here)"
  ),
  (
    "a: 1\n b",
    "3:1-3:1 this line is no `key: value`: \"b\" → "
      + "write `key: value`, with a colon and a space"
  ),
]
