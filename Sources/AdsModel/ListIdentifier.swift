/// What the lines of a customer list are.
public enum ListIdentifier: String, Vocabulary {
  case email
  /// Android's advertising id.
  case maid
  /// Apple's advertising id, which Pinterest's help pages rule out.
  case idfa
}
