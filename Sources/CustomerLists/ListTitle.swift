/// First lines that are no entries: titles, and what spreadsheets put there.
enum ListTitle: Hashable {
  case title
  /// `sep=,`, by which Excel tells itself what separates the columns.
  case separator

  /// What a first line is; nothing for one that may be an entry.
  init?(_ line: UnsafeRawBufferPointer) {
    let text = String(decoding: line.prefix(Self.longest), as: UTF8.self).lowercased()
    if text.drop(while: { $0 == "\"" || $0 == " " }).hasPrefix("sep=") {
      self = .separator
      return
    }
    // The first of several columns tells enough.
    let cell = text.prefix { $0 != "," && $0 != ";" && $0 != "\t" }
    let word = String(cell.filter { $0.isLetter || $0.isNumber })
    guard Self.words.contains(word) else { return nil }
    self = .title
  }

  /// The longest first line that is looked at, in bytes.
  private static let longest = 256

  /// Letters and digits of the titles that exports give these columns.
  private static let words: Set<String> = [
    "email", "emails", "mail", "emailaddress", "emailaddresses", "useremail", "customeremail",
    "contactemail", "primaryemail", "hashedemail", "emailhash", "emailhashed", "emailsha256",
    "sha256email", "emailsha1", "emailmd5", "emaillcsha256", "maid", "maids", "gaid", "gaids",
    "aaid", "adid", "idfa", "idfas", "ifa", "deviceid", "deviceids", "mobileid", "advertisingid",
    "mobileadid", "mobileadvertisingid", "mobileadvertiserid", "googleadvertisingid", "hash",
    "hashes", "digest", "md5", "sha1", "sha256", "identifier", "identifiers", "id", "userid",
    "customerid", "customer", "name", "firstname", "lastname", "fullname", "phone", "phonenumber",
    "value",
  ]
}
