/// What a value that is no entry looks like, where that may be about a person.
enum PersonalData: String, Hashable {
  case phone = "a phone number"
  case name = "a name"
  case address = "a postal address"
  case namedAddress = "a name with an address behind it"

  /// A guess: nothing is refused for it that would be an entry otherwise.
  init?(_ value: ArraySlice<Unicode.Scalar>) {
    let digits = value.count { $0.properties.numericType == .decimal }
    let letters = value.count { $0.properties.isAlphabetic }
    if letters == 0, (7...15).contains(digits), value.allSatisfy(Self.isOfPhone) {
      self = .phone
      return
    }
    let words = value.split { $0.properties.isWhitespace }
    if value.contains("@"), words.count > 1 || value.contains("<") {
      self = .namedAddress
    } else if words.count > 1, digits > 0, letters > 0 {
      self = .address
    } else if words.count > 1, digits == 0, words.allSatisfy({ Self.isName($0) }) {
      self = .name
    } else {
      return nil
    }
  }

  private static func isOfPhone(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.numericType == .decimal || scalar.properties.isWhitespace
      || "+-()./".unicodeScalars.contains(scalar)
  }

  private static func isName(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    word.contains { $0.properties.isAlphabetic }
      && word.allSatisfy { $0.properties.isAlphabetic || "'’.-".unicodeScalars.contains($0) }
  }
}
