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

  @inlinable
  static func == (left: Self, right: Self) -> Bool {
    left.entry.toOpaque() == right.entry.toOpaque()
  }

  @inlinable
  func hash(into hasher: inout Hasher) { hasher.combine(entry.toOpaque()) }

  @usableFromInline
  final class Entry: Sendable {
    let text: String

    init(_ text: String) { self.text = text }
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
