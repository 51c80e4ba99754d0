import AdsModel
import CanonicalJSON
import Planning

extension Plan {
  /// The SHA-256 of what applying the plan would do, in hexadecimal.
  ///
  /// Two plans that do the same have the same digest on any machine, however their files are
  /// laid out and whichever serial their state is at.
  public func digest() -> String {
    var writer = DocumentWriter(decimals: account.currency.decimals)
    writer.json.reserve(changes.count * 384 + 1024)
    writer.json.beginObject()
    writer.json.member("format", "pinplan-plan-\(PlanDocument.formatVersion)")
    writer.json.member("target", target.rawValue)
    writer.json.key("account")
    writer.object(account)
    writer.json.key("changes")
    writer.json.beginArray()
    let keys = Change.Key.allCases.filter(\.isDigested)
    for change in changes {
      writer.json.beginObject()
      for key in keys {
        writer.json.key(key.rawValue)
        change.write(key, to: &writer)
      }
      writer.json.endObject()
    }
    writer.json.endArray()
    writer.json.key("moves")
    writer.objects(moves)
    writer.json.endObject()
    return Digest.sha256(writer.json.bytes)
  }
}
