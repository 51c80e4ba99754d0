import AdsModel
import Crypto

extension Plan {
  /// The SHA-256 of what applying the plan would do, in hexadecimal.
  ///
  /// Two plans that do the same have the same digest on any machine, however their files are
  /// laid out and whichever serial their state is at: names, ids, versions, notes and places do
  /// not count; only what is replaced goes by its id, as its new copy may be just the same. A plan
  /// that does again what an apply of this state did before has another digest than that one: a
  /// review is good for one apply.
  public func digest() -> String {
    let text = DigestedText()
    text.put("pinplan-plan-1")
    text.put(target.rawValue)
    for part in [account.name, account.country, account.currency.rawValue] { text.put(part) }
    text.put(account.adAccountID ?? "")
    text.put(Int64(changes.count))
    for index in changes.indices { text.put(changes[index]) }
    for index in changes.indices {
      guard let binding = changes[index].listBinding else { continue }
      text.put(changes[index].address)
      text.put(binding)
    }
    text.put(Int64(moves.count))
    for move in moves {
      text.put(move.from)
      text.put(move.to)
    }
    if let repeats {
      text.put("repeats")
      text.put(repeats)
    }
    return text.digest()
  }
}

/// The digests of single changes, one after the other in one buffer.
public struct ChangeDigests {
  private let text = DigestedText()

  public init() {}

  /// The SHA-256 of what a change does, in hexadecimal and cut to 32 digits.
  public mutating func digest(of change: Change) -> String {
    text.clear()
    text.put(change)
    if let binding = change.listBinding { text.put(binding) }
    return text.digest(bytes: 16)
  }
}

extension Change {
  /// The SHA-256 of what the change does, in hexadecimal and cut to 32 digits.
  public func digest() -> String {
    var digests = ChangeDigests()
    return digests.digest(of: self)
  }
}

/// Bytes from which the parts can be told apart again: each text comes with its length.
private final class DigestedText {
  private static let room = 1 << 14

  private var sum = SHA256()
  /// What is not yet in the sum.
  private let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 8)
  private var count = 0

  deinit { bytes.deallocate() }

  /// The first bytes of the sum of all that was put, in hexadecimal.
  func digest(bytes count: Int = SHA256Digest.byteCount) -> String {
    flush()
    return Digest.hexadecimal(sum.finalize(), bytes: count)
  }

  /// Begins anew in the same memory.
  func clear() {
    sum = SHA256()
    count = 0
  }

  private func flush() {
    sum.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    count = 0
  }

  func put(_ number: Int64) {
    if count + 8 > Self.room { flush() }
    bytes.storeBytes(of: number.littleEndian, toByteOffset: count, as: Int64.self)
    count += 8
  }

  func put(_ text: String) {
    let isPut: Void? = text.utf8.withContiguousStorageIfAvailable {
      put(UnsafeRawBufferPointer($0))
    }
    if isPut == nil { Array(text.utf8).withUnsafeBytes { put($0) } }
  }

  /// Puts a text's bytes, with their count.
  private func put(_ text: UnsafeRawBufferPointer) {
    put(Int64(text.count))
    if count + text.count > Self.room { flush() }
    guard text.count <= Self.room else { return sum.update(bufferPointer: text) }
    UnsafeMutableRawBufferPointer(rebasing: bytes[count...]).copyMemory(from: text)
    count += text.count
  }

  private func put(_ path: FieldPath) { put(path.bytes) }

  func put(_ address: Address) {
    put(address.kind.rawValue)
    put(address.path)
  }

  func put(_ change: Change) {
    put(change.address)
    put(change.action.rawValue)
    put(change.reason.rawValue)
    put(Int64(change.start?.number ?? -1))
    put(Int64(change.finishesReplacement ? 1 : 0))
    // The same fields in a new copy are the same change only while the old copy is the same.
    if change.action == .replace { put(change.id ?? "") }
    put(Int64(change.defaulted.count))
    for path in change.defaulted { put(path) }
    put(Int64(change.fields.count))
    for field in change.fields {
      put(field.path)
      put(field.before)
      put(field.after)
    }
    if let membership = change.membership {
      put("members")
      for count in [membership.add, membership.remove, membership.total] { put(count) }
    }
  }

  private func put(_ value: FieldValue?) {
    switch value {
    case nil: put(0)
    case .text(let text):
      put(1)
      put(text)
    case .money(let money):
      put(2)
      put(money.micros)
    case .day(let day):
      put(3)
      put(Int64(day.number))
    case .integer(let number):
      put(4)
      put(number)
    case .flag(let flag): put(flag ? 6 : 5)
    case .instant(let moment):
      put(8)
      put(moment.secondsSince1970)
    case .list(let items):
      put(7)
      put(Int64(items.count))
      for item in items { put(item) }
    }
  }
}
