/// What `git cat-file --batch` prints: of each object a line with its name, type and size, its bytes and a
/// line break; of a name that is none, that it is missing.
enum CatFile {
  /// The objects in their order; nothing where the bytes are something else.
  static func objects(_ output: [UInt8], count: Int) -> [KeptBytes?]? {
    var rest = output[...]
    var objects: [KeptBytes?] = []
    for _ in 0..<count {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      guard !line.hasSuffix(" missing") else {
        objects.append(nil)
        continue
      }
      let words = line.split(separator: " ")
      guard words.count == 3, let size = Int(words[2]), size >= 0, rest.count > size else {
        return nil
      }
      let bytes = rest.prefix(size)
      objects.append(KeptBytes(bytes: Array(bytes), version: String(words[0])))
      rest = rest.dropFirst(size + 1)
    }
    return rest.isEmpty ? objects : nil
  }
}
