import AdsModel
import Diagnostics

/// What one line of a list is.
struct ListEntry {
  let hashing: ListHashing
  let digest: ListDigest
}

/// What is wrong with one line; none of the cases holds a part of it.
enum ListFault: Error, Hashable {
  case notUTF8
  case nullByte
  case emptyLine
  case tab
  case extraColumn(after: Separator)
  /// No entry of the kind that the list has.
  case notAnEntry(Reason)
  case notLowerCase
  case personalData(PersonalData)
  /// An id among addresses, or an address among ids.
  case otherIdentifier

  /// The rule that it is against, in a list of one kind of entries.
  func code(_ identifier: ListIdentifier) -> DiagnosticCode {
    switch self {
    case .notUTF8, .nullByte: .listEncoding
    case .emptyLine: .listEmptyLine
    case .tab: .listTab
    case .extraColumn: .listExtraColumn
    case .notAnEntry: identifier == .email ? .listNotAnEmail : .listNotAMaid
    case .notLowerCase: .listNotLowerCase
    case .personalData: .listPersonalData
    case .otherIdentifier: .listMixedIdentifiers
    }
  }

  enum Separator: String {
    case comma, semicolon
  }

  enum Reason: Hashable {
    case form, quotes, length
    /// Hexadecimal, with a number of digits that no accepted digest has.
    case digits(Int)
  }
}
