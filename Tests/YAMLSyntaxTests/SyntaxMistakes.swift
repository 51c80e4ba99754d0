/// A text and all that is said of it, but for the code that every case here shares.
let syntaxMistakes: [(text: String, report: String)] = [
  (
    "a:\n\tb: 1",
    "2:1-2:1 A tab indents this line: `\\tb: 1`. → "
      + "Indent with spaces instead."
  ),
  (
    "a: 1\n\tb: 2",
    "2:1-2:1 A tab indents this line: `\\tb: 2`. → "
      + "Indent with spaces instead."
  ),
  (
    "a:\n  b: 1\n \tc: 2",
    "3:2-3:2 A tab indents this line: ` \\tc: 2`. → "
      + "Indent with spaces instead."
  ),
  (
    "l:\n  - x\n\t- y",
    "3:1-3:1 A tab indents this line: `\\t- y`. → "
      + "Indent with spaces instead."
  ),
  (
    "a: |\n\ttext",
    "2:1-2:1 A tab indents this line: `\\ttext`. → "
      + "Indent with spaces instead."
  ),
  (
    "\t\t",
    "1:1-1:1 A tab indents this line: `\\t\\t`. → "
      + "Indent with spaces instead."
  ),
  (
    "a: 1\nfoo\nb: 2",
    "2:1-2:1 This line is no `key: value`: `foo`. → "
      + "Write `key: value`, with a colon and a space."
  ),
  (
    "name:Foo\nb: 2",
    "2:1-2:1 A key cannot stand here: `b: 2`. → "
      + "Put a space after the colon in the line above."
  ),
  (
    "name: Spring: sale",
    "1:13-1:13 A value holds a second `: `: `name: Spring: sale`. → "
      + "Put the value in quotes, or begin the second key on a line of its own."
  ),
  (
    "a: 1\n  b: 2",
    "2:3-2:3 A key cannot stand here: `b: 2`. → "
      + "Indent this line exactly like the keys it belongs to; the line above is a value."
  ),
  (
    "a:\n  b: 1\n c: 2",
    "3:2-3:2 This line does not line up with the other keys: `c: 2`. → "
      + "Indent it exactly like the other keys. (1:1-1:1: The mapping starts here.)"
  ),
  (
    "l:\n  - x\n  y: 1",
    "3:3-3:3 This line does not line up with the other items: `y: 1`. → "
      + "Begin it with `- `, indented exactly like the other items. (2:3-2:3: The list starts here.)"
  ),
  (
    "a: 'x' y",
    "1:8-1:8 After the value comes more text: `y`. → "
      + "Put the whole value in quotes. (1:1-1:1: The mapping starts here.)"
  ),
  (
    "- 'x' y",
    "1:7-1:7 After the value comes more text: `y`. → "
      + "Put the whole value in quotes. (1:1-1:1: The list starts here.)"
  ),
  (
    ": : 1",
    "1:1-1:1 The key before this `:` is missing. → "
      + "Write the key in front of the colon, as in `name: Spring sale`."
  ),
  (
    "{: 1}",
    "1:2-1:2 The key before this `:` is missing. → "
      + "Write the key in front of the colon, as in `name: Spring sale`."
  ),
  (
    "a: [x, y\nb: 1",
    "1:4-1:4 The `[` here is not closed before the line `b: 1`. → "
      + "Add the `]` that belongs to it. (2:2-2:2: The line is here.)"
  ),
  (
    "a: [x, y",
    "1:4-1:4 The `[` here is never closed. → "
      + "Add the `]` that belongs to it. (1:9-1:9: The file ends here.)"
  ),
  (
    "a: [x",
    "1:4-1:4 The `[` here is never closed. → "
      + "Add the `]` that belongs to it. (1:6-1:6: The file ends here.)"
  ),
  (
    "a: [x,",
    "1:7-1:7 A value is missing at the end of the file. → "
      + "Write the value, and close every `[` and `{`."
  ),
  (
    "a: [x,,y]",
    "1:7-1:7 A value is missing before `,y]`. → "
      + "Write the value, or `\"\"` for an empty one."
  ),
  (
    "a: ['x' 'y']",
    "1:9-1:9 A `,` or the closing `]` is missing before `'y']`. → "
      + "Add it, or put text that holds one of `, [ ] { }` in quotes. (1:4-1:4: The list starts here.)"
  ),
  (
    "a: {x: 1\nb: 1",
    "1:4-1:4 The `{` here is not closed before the line `b: 1`. → "
      + "Add the `}` that belongs to it. (2:2-2:2: The line is here.)"
  ),
  (
    "a: {x: 1",
    "1:4-1:4 The `{` here is never closed. → "
      + "Add the `}` that belongs to it. (1:9-1:9: The file ends here.)"
  ),
  (
    "a: {x: 1]",
    "1:9-1:9 A `,` or the closing `}` is missing before `]`. → "
      + "Add it, or put text that holds one of `, [ ] { }` in quotes. (1:4-1:4: The mapping starts here.)"
  ),
  (
    "a: ]",
    "1:4-1:4 A value is missing before `]`. → "
      + "Write the value, or `\"\"` for an empty one."
  ),
  (
    "a: {b:, c: 1}",
    "1:6-1:6 A `:` cannot stand here: `a: {b:, c: 1}`. → "
      + "Put a space after it, or put the text in quotes."
  ),
  (
    "a: \"abc\nb: 1",
    "1:4-1:4 The quote is never closed: `\"abc`. → "
      + "Add the closing `\"`. (2:5-2:5: The file ends here.)"
  ),
  (
    "a: 'abc",
    "1:4-1:4 The quote is never closed: `'abc`. → "
      + "Add the closing `'`. (1:8-1:8: The file ends here.)"
  ),
  (
    "a: \"ab\n---\nc\"",
    "1:4-1:4 The quote is not closed before a line that begins with `---`: `\"ab`. → "
      + "Add the closing `\"`. (2:1-2:1: The line is here.)"
  ),
  (
    "a: \"C:\\dir\"",
    "1:7-1:7 A `\\` in double quotes begins no such escape: `\\dir\"`. → "
      + "Write `\\\\` for a backslash, or put the text in single quotes."
  ),
  (
    "a: \"\\uZZ\"",
    "1:7-1:7 The escape for a character has no valid number: `a: \"\\uZZ\"`. → "
      + "Write `\\u` and the four hexadecimal digits of a character."
  ),
  (
    "a: \"\\uD800\"",
    "1:7-1:7 The escape for a character has no valid number: `a: \"\\uD800\"`. → "
      + "Write `\\u` and the four hexadecimal digits of a character."
  ),
  (
    "a: *",
    "1:4-1:4 A `*` in front of a value has a meaning in YAML, and needs a name after it: `*`. → "
      + "Put text that begins with `*` in quotes."
  ),
  (
    "a: *.jpg",
    "1:4-1:4 A `*` in front of a value has a meaning in YAML, and needs a name after it: `*.jpg`. → "
      + "Put text that begins with `*` in quotes."
  ),
  (
    "a: & b",
    "1:4-1:4 A `&` in front of a value has a meaning in YAML, and needs a name after it: `& b`. → "
      + "Put text that begins with `&` in quotes."
  ),
  (
    "a: @foo",
    "1:4-1:4 A value cannot begin with `@`: `a: @foo`. → "
      + "Put the value in quotes."
  ),
  (
    "a: `foo`",
    "1:4-1:4 A value cannot begin with ```: `a: `foo``. → "
      + "Put the value in quotes."
  ),
  (
    "a: %x",
    "1:4-1:4 A value cannot begin with `%`: `a: %x`. → "
      + "Put the value in quotes."
  ),
  (
    "a: - b",
    "1:4-1:4 A list item cannot begin here: `a: - b`. → "
      + "Put each `- item` on a line of its own, below the key."
  ),
  (
    "a: | text",
    "1:6-1:6 Only a comment may follow on this line: `a: | text`. → "
      + "Begin the text below the `|` or `>`, or put it in quotes."
  ),
  (
    "a: ? b",
    "1:4-1:4 A key cannot begin here: `a: ? b`. → "
      + "Put text that begins with `?` in quotes."
  ),
  (
    "a: !x!y z",
    "1:4-1:4 The tag `!x!y` is not defined. → "
      + "Remove the tag, or put text that begins with `!` in quotes."
  ),
  (
    "a: !<x y",
    "1:7-1:7 This is no valid YAML, did not find the expected '>' while scanning a tag: `a: !<x y`. → "
      + "Put text that holds special characters in quotes. (1:4-1:4: That begins here.)"
  ),
  (
    "a: 1\n...\nfoo",
    "3:1-3:1 After the end of the content comes more: `foo`. → "
      + "Remove it, or indent it to where it belongs."
  ),
  (
    "[a] b",
    "1:5-1:5 After the end of the content comes more: `b`. → "
      + "Remove it, or indent it to where it belongs."
  ),
  (
    "%YAML 3.0\n---\na: 1",
    "1:1-1:1 This is no valid YAML, found incompatible YAML document: `%YAML 3.0`. → "
      + "Remove the line; pinplan needs none that begins with `%`."
  ),
  (
    "%FOO\n---\na: 1",
    "1:5-1:5 This is no valid YAML, found unknown directive name while scanning a directive: `%FOO`. → "
      + "Remove the line; pinplan needs none that begins with `%`. (1:1-1:1: That begins here.)"
  ),
  (
    "a: 1\n b",
    "3:1-3:1 This line is no `key: value`: `b`. → "
      + "Write `key: value`, with a colon and a space."
  ),
]
