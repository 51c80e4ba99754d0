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

/// Encodings that lists come in and that are not UTF-8, told by how the file begins.
enum ForeignEncoding: String {
  case utf16 = "UTF-16"
  case utf32 = "UTF-32"

  init?(_ start: UnsafeRawBufferPointer) {
    let bytes = Array(start.prefix(4))
    if bytes.starts(with: [0, 0, 0xFE, 0xFF])
      || bytes.count == 4 && bytes.starts(with: [0xFF, 0xFE, 0, 0])
    {
      self = .utf32
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if bytes.count > 1, (bytes[0] == 0) != (bytes[1] == 0) {
      // Text of mostly ASCII without a mark: every other byte is zero.
      self = .utf16
    } else {
      return nil
    }
  }
}
