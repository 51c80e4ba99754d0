/// Texts that try to make a reader see something else than what is there.
public enum HostileText {
  public static let all = [
    "\u{1B}[2J\u{1B}[31mred", "two\nlines\r\n", "tab\there", "nul\u{0}del\u{7F}", "\u{9B}31m",
    "\u{202E}desrever\u{202C}", "\u{2066}isolated\u{2069}", "zero\u{200B}width\u{FEFF}",
    "soft\u{AD}hyphen", "line\u{2028}separator", "\u{3164}filler", #"quote " back \ slash"#,
    "emoji 👩‍👩‍👧 ❤️ 🇬🇧", "עברית ועוד", "日本語の名前", "e\u{301}\u{301}\u{301}", "",
    String(repeating: "long ", count: 400), "}{][,:", "</script>", "%s%n",
  ]
}
