import AdsModel
import CanonicalJSON
import Diagnostics
import Foundation
import Planning

/// The version of this program, as documents name it.
public enum PinplanVersion {
  public static let current = "0.1.0"
}

/// The JSON form of a plan: what `plan --format json` prints and `plan --out` saves.
///
/// Names are always there and always in the same order, so equal plans are equal bytes.
public enum PlanDocument {
  static let formatVersion = 1

  public static func encode(_ plan: Plan) -> [UInt8] {
    var writer = DocumentWriter(decimals: plan.account.currency.decimals)
    writer.json.reserve(plan.changes.count * 512 + 4096)
    writer.object(plan)
    writer.json.endLine()
    return writer.json.bytes
  }

  /// The same names without a plan, for when the project or the state did not allow one.
  public static func encodeFailure(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(FailedPlan(diagnostics: diagnostics))
  }

  /// The bytes between what a checksum covers and the checksum itself.
  static let checksumKey = Array(",\"checksum\":".utf8)

  static func checksum(of bytes: ArraySlice<UInt8>) -> String { Digest.sha256(Array(bytes)) }

  /// Whether the file ends with the checksum of all that comes before it.
  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    let length = checksumKey.count + "\"".utf8.count + 64 + "\"}\n".utf8.count
    guard bytes.count > length else { return false }
    let covered = bytes[..<(bytes.count - length)]
    let expected = checksumKey + Array("\"\(checksum(of: covered))\"}\n".utf8)
    return bytes[covered.endIndex...].elementsEqual(expected)
  }

  /// Reads a plan file and checks that it still says what was written into it.
  public static func decode(_ bytes: [UInt8]) throws(PlanFileError) -> Plan {
    guard !bytes.isEmpty else { throw .damaged("it is empty") }
    guard !EventDocument.begins(bytes) else { throw .events }
    let file: Reading<UncheckedPlan>
    do {
      file = try JSONDecoder().decode(Reading<UncheckedPlan>.self, from: Data(bytes))
    } catch let error as PlanFileError {
      throw error
    } catch let error as DecodingError {
      throw .damaged(error.whereAndWhat)
    } catch {
      throw .damaged("it is not whole JSON")
    }
    guard isWhole(bytes) else { throw .damaged("its checksum is not that of its text") }
    return try file.value.checked()
  }
}

extension DecodingError {
  /// One line for a person: the place in the document and what is wrong there.
  fileprivate var whereAndWhat: String {
    switch self {
    case .keyNotFound(let key, let context):
      "\(Self.place(context.codingPath + [key])) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(Self.place(context.codingPath)) has the wrong type"
    case .dataCorrupted(let context) where context.codingPath.isEmpty: "it is not whole JSON"
    case .dataCorrupted(let context):
      "\(Self.place(context.codingPath)): \(context.debugDescription)"
    @unknown default: "it is not whole JSON"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    var place = ""
    for key in path {
      if let index = key.intValue {
        place += "[\(index)]"
      } else {
        place += place.isEmpty ? key.stringValue : "." + key.stringValue
      }
    }
    return place.isEmpty ? "the document" : place
  }
}
