import ManifestModel
import Planning

/// What of an account is read.
public enum ObservedScope: Sendable {
  /// What is live of everything that is stored, archived resources among it, and what is nobody's
  /// beside it: what a plan compares with.
  case owned(Manifest, StoredState?)
  /// Everything that is live, for an import.
  case everything(Manifest, StoredState?)
  /// The campaigns that run or are paused, and nothing below them.
  case campaigns
}
