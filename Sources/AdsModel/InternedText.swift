import CanonicalJSON
import Foundation

/// A text of which the process keeps one copy for good, so that equal ones are one place in memory.
///
/// For names out of a small set: what is interned is never freed. Texts are the same byte for byte.
@usableFromInline
struct InternedText: Hashable, Sendable {
  /// Kept alive by the table.
  @usableFromInline let entry: Unmanaged<Entry>

  init(_ text: String) { entry = Table.shared.entry(for: text) }

  var text: String { entry._withUnsafeGuaranteedRef { $0.text } }
  /// Its bytes, which stay where they are.
  var bytes: UnsafeRawBufferPointer { entry._withUnsafeGuaranteedRef { $0.bytes } }
  /// The text as JSON has it.
  var quoted: UnsafeRawBufferPointer { entry._withUnsafeGuaranteedRef { $0.quoted } }

  @inlinable
  static func == (left: Self, right: Self) -> Bool {
    left.entry.toOpaque() == right.entry.toOpaque()
  }

  @inlinable
  func hash(into hasher: inout Hasher) { hasher.combine(entry.toOpaque()) }

  @usableFromInline
  final class Entry: Sendable {
    let text: String
    // Never freed, as the entry is not.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    nonisolated(unsafe) let quoted: UnsafeRawBufferPointer

    init(_ text: String) {
      self.text = text
      bytes = Self.kept(Array(text.utf8))
      quoted = Self.kept(JSONWriter.quoted(text))
    }

    private static func kept(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      copy.copyBytes(from: bytes)
      return UnsafeRawBufferPointer(copy)
    }
  }

  private final class Table: @unchecked Sendable {
    static let shared = Table()

    private let lock = NSLock()
    private var entries: [ExactText: Entry] = [:]

    func entry(for text: String) -> Unmanaged<Entry> {
      lock.withLock {
        let key = ExactText(text)
        if let known = entries[key] { return Unmanaged.passUnretained(known) }
        let new = Entry(text)
        entries[key] = new
        return Unmanaged.passUnretained(new)
      }
    }
  }
}
