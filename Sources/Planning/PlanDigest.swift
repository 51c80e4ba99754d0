import AdsModel
import Crypto

/// What stands for a plan and for each of its changes, from one look at them.
public struct PlanDigests: Sendable {
  /// As `Plan.digest()` has it.
  public let plan: String
  public let changes: [ChangeDigest]
}

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
    return digest(of: text) { text.put($0) }
  }

  /// The digest, and with it those of the changes in their order.
  public func digests() -> PlanDigests {
    let text = DigestedText()
    var digests: [ChangeDigest] = []
    digests.reserveCapacity(changes.count)
    let digest = digest(of: text) { digests.append(text.digest(of: $0)) }
    return PlanDigests(plan: digest, changes: digests)
  }

  private func digest(of text: DigestedText, putting put: (borrowing Change) -> Void) -> String {
    text.put("pinplan-plan-1")
    text.put(target.rawValue)
    for part in [account.name, account.country, account.currency.rawValue] { text.put(part) }
    text.put(account.adAccountID ?? "")
    text.put(Int64(changes.count))
    changes.withUnsafeBufferPointer { changes in
      for index in changes.indices { put(changes[index]) }
    }
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
    return Digest.text(of: text.digest())
  }
}

extension Change {
  public func digest() -> ChangeDigest { DigestedText().digest(of: self) }
}

/// Bytes from which the parts can be told apart again: each text comes with its length.
private final class DigestedText {
  private static let room = 1 << 14

  private var sum = SHA256()
  /// Of the change that is being put alone, what is no longer in `bytes`.
  private var part: SHA256?
  private var partStart = 0
  /// What is not yet in the sums.
  private let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 8)
  private var count = 0

  deinit { bytes.deallocate() }

  /// Of all that was put.
  func digest() -> SHA256Digest {
    flush()
    return sum.finalize()
  }

  /// Puts a change, and digests it by itself with what stands for the people on its list.
  func digest(of change: Change) -> ChangeDigest {
    part = SHA256()
    partStart = count
    put(change)
    flushPart()
    guard var digest = part.take() else { preconditionFailure("it was begun above") }
    if var binding = change.listBinding {
      binding.withUTF8 { binding in
        withUnsafeBytes(of: Int64(binding.count).littleEndian) { digest.update(bufferPointer: $0) }
        digest.update(bufferPointer: UnsafeRawBufferPointer(binding))
      }
    }
    return ChangeDigest(digest.finalize())
  }

  private func flushPart() {
    part?.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[partStart..<count]))
    partStart = 0
  }

  private func flush() {
    flushPart()
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
    guard text.count <= Self.room else {
      part?.update(bufferPointer: text)
      return sum.update(bufferPointer: text)
    }
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
    // A copy of each field would count references to its values.
    change.fields.withUnsafeBufferPointer { fields in
      put(Int64(fields.count))
      for index in fields.indices {
        put(fields[index].path)
        put(fields[index].before)
        put(fields[index].after)
      }
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
