import CanonicalJSON
import Foundation
import Planning

extension PrivateValues {
  /// One form for equal values, in the order of their names; none where there are none.
  var json: [UInt8]? {
    guard !isEmpty else { return nil }
    var json = JSONWriter()
    write(to: &json)
    return json.bytes
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      for (name, value) in all {
        json.key(name)
        json.string(value)
      }
    }
  }

  /// Reads what `json` wrote; nothing when the bytes are no such object.
  init?(json: some Collection<UInt8>) {
    guard let values = try? JSONDecoder().decode([String: String].self, from: Data(json)) else {
      return nil
    }
    self.init(values)
  }

  /// Reads a column, where no value is none of them.
  init?(_ rows: RawStatement, _ column: Int32) {
    if rows.isNull(column) { self.init() } else { self.init(json: rows.bytes(column)) }
  }
}
