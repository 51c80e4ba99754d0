import AdsModel
import Diagnostics

/// What is wrong with a text that is to be a destination or a part of one, in words.
struct DestinationComplaint {
  /// Follows what was written: `is not a whole http or https URL`.
  let fault: String
  let hint: String

  /// What is wrong with a text that is no destination.
  init(of url: String) {
    let lowered = url.prefix(8).lowercased()
    if let mistake = WebAddress.braceMistake(in: url) {
      self.init(mistake)
    } else if url.hasPrefix("{") {
      self.init(
        fault: "begins with a macro, not with http:// or https://",
        hint: "write the URL itself first; macros stand after the host")
    } else if lowered.hasPrefix("http://") || lowered.hasPrefix("https://"),
      url.drop(while: { $0 != ":" }).dropFirst(3).prefix(while: { !"/?#".contains($0) })
        .contains("{")
    {
      self.init(
        fault: "has a macro in its host",
        hint: "write the host itself; macros stand after it")
    } else if url.utf8.count > WebAddress.length {
      self.init(
        fault: "has \(url.utf8.count) characters, more than \(WebAddress.length)",
        hint: "shorten it")
    } else {
      self.init(
        fault: "is not a whole http or https URL",
        hint: "write it as a browser shows it, such as https://northwind.example/sofas")
    }
  }

  /// What is wrong with braces.
  init(_ mistake: TrackingTemplate.BraceMistake) {
    let macro = "write a macro as `{campaignid}`"
    switch mistake {
    case .unclosed:
      self.init(
        fault: "has a { that no } closes", hint: macro + ", or the brace itself as `%7B`")
    case .unopened:
      self.init(
        fault: "has a } without a { before it", hint: macro + ", or the brace itself as `%7D`")
    case .doubled:
      self.init(
        fault: "has {{, which Pinterest does not fill in",
        hint: "write a macro in single braces, such as `{campaignid}`")
    case .notAWord(let text):
      self.init(
        fault: "has \(quoted("{" + text + "}")), which is no macro",
        hint: macro + ", or the braces themselves as `%7B` and `%7D`")
    }
  }

  private init(fault: String, hint: String) {
    self.fault = fault
    self.hint = hint
  }
}
