import Planning

extension HTMLWriter {
  /// Everything up to the body; nothing on the page may come from anywhere else.
  mutating func beginPage(_ title: String, style: String, script: String) {
    let policy = [
      "default-src 'none'", "style-src '\(Digest.sourceHash(style))'",
      "script-src '\(Digest.sourceHash(script))'", "base-uri 'none'", "form-action 'none'",
    ]
    put("<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n")
    put("<meta http-equiv=Content-Security-Policy")
    attribute("content", policy.joined(separator: "; "))
    put(">\n<meta name=viewport content=\"width=device-width, initial-scale=1\">\n")
    put("<meta name=color-scheme content=\"light dark\">\n")
    put("<meta name=referrer content=no-referrer>\n<title>")
    text(title)
    put("</title>\n<style>")
    embed(style)
    put("</style>\n</head>\n")
  }

  mutating func endPage(script: String) {
    put("<script>")
    embed(script)
    put("</script>\n</body>\n</html>\n")
  }
}
