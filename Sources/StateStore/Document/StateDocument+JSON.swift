import AdsModel
import Foundation
import Planning

extension StateDocument {
  /// A file of JSON with one row a line, so that a change of it can be read.
  ///
  /// Equal documents are equal bytes. The last member is a SHA-256 over all that stands before.
  public var bytes: [UInt8] {
    var file = DocumentWriter()
    file.member("schema_version", DocumentForm.version)
    file.member("lineage", head.lineage)
    file.member("serial", head.serial)
    file.member("head", DocumentForm.Head(head))
    file.rows("applied_moves", appliedMoves.lazy.map(DocumentForm.Move.init))
    file.rows("unfinished", unfinished.lazy.map(DocumentForm.Unfinished.init))
    file.rows("resources", sortedResources.lazy.map(DocumentForm.Resource.init))
    file.rows(
      "lists",
      lists.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.lazy
        .map { DocumentForm.List($0.key, $0.value) })
    file.rows("history", history.lazy.map(DocumentForm.Entry.init))
    return file.sealed
  }

  /// Reads what `bytes` gave, and nothing else.
  init(bytes: [UInt8]) throws(DocumentFault) {
    guard !bytes.isEmpty else { throw .empty }
    guard let preface = try? JSONDecoder().decode(Preface.self, from: Data(bytes)) else {
      let isCut = bytes.starts(with: DocumentWriter.opening)
      throw isCut ? .damaged(detail: "it is cut short, or was changed") : .foreign
    }
    guard preface.version <= DocumentForm.version else {
      throw .newer(found: preface.version, supported: DocumentForm.version)
    }
    guard DocumentWriter.isSealed(bytes) else {
      throw .damaged(detail: "it is not what was written")
    }
    do {
      try self.init(JSONDecoder().decode(File.self, from: Data(bytes)))
    } catch let damage as DocumentForm.Damage {
      throw .damaged(detail: damage.detail)
    } catch {
      throw .damaged(detail: "a part of it is missing")
    }
  }

  private init(_ file: File) throws {
    self.init(head: try file.head.head(lineage: file.lineage, serial: file.serial))
    appliedMoves = try file.appliedMoves.map { try $0.move() }
    unfinished = try file.unfinished.map { try $0.creation() }
    for form in file.resources {
      let resource = try form.resource()
      guard resources.updateValue(resource, forKey: resource.address) == nil else {
        throw DocumentForm.Damage(detail: "\(resource.address) is in it twice")
      }
    }
    for form in file.lists { lists[form.name] = try form.sealed() }
    history = try file.history.map { try $0.entry() }
  }

  private struct Preface: Decodable {
    let version: Int

    enum CodingKeys: String, CodingKey { case version = "schema_version" }
  }

  private struct File: Decodable {
    let lineage: String
    let serial: Int64
    let head: DocumentForm.Head
    let appliedMoves: [DocumentForm.Move]
    let unfinished: [DocumentForm.Unfinished]
    let resources: [DocumentForm.Resource]
    let lists: [DocumentForm.List]
    let history: [DocumentForm.Entry]

    enum CodingKeys: String, CodingKey {
      case lineage, serial, head, unfinished, resources, lists, history
      case appliedMoves = "applied_moves"
    }
  }
}

/// Writes the file member by member, a row a line.
private struct DocumentWriter {
  private var bytes: [UInt8] = []
  private var isFirst = true
  private let encoder: JSONEncoder

  static let opening = Array(#"{"schema_version":"#.utf8)
  private static let digestKey = Array(",\n\"digest\":\"".utf8)
  private static let end = Array("\"}\n".utf8)

  init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  mutating func member(_ name: String, _ value: some Encodable) {
    key(name)
    append(value)
  }

  mutating func rows<Row: Encodable>(_ name: String, _ rows: some Sequence<Row>) {
    key(name)
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for row in rows {
      bytes += Array(isFirst ? "\n".utf8 : ",\n".utf8)
      isFirst = false
      append(row)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func key(_ name: String) {
    bytes += Array("\(isFirst ? "{" : ",\n")\"\(name)\":".utf8)
    isFirst = false
  }

  private mutating func append(_ value: some Encodable) {
    do {
      bytes += try encoder.encode(value)
    } catch {
      preconditionFailure("texts and whole numbers can be encoded: \(error)")
    }
  }

  var sealed: [UInt8] {
    bytes + Self.digestKey + Array(Digest.sha256(bytes).utf8) + Self.end
  }

  /// Whether the digest at the end is that of what stands before.
  static func isSealed(_ bytes: [UInt8]) -> Bool {
    let length = digestKey.count + 64 + end.count
    guard bytes.count > length else { return false }
    let body = Array(bytes[..<(bytes.count - length)])
    let tail = digestKey + Array(Digest.sha256(body).utf8) + end
    return bytes[body.count...].elementsEqual(tail)
  }
}
