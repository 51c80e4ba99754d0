/// How the lines of a customer list are written: as they are, or as a digest of that.
public enum ListHashing: String, Vocabulary {
  case none, md5, sha1, sha256
}
