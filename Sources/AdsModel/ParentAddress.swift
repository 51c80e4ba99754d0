import Foundation

/// The address of what holds a resource, as it stands in the resource's own: good while that is lent.
public struct ParentAddress {
  let kind: ResourceKind
  let path: UnsafeBufferPointer<UInt8>

  /// Hashes as the address itself does.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    path.hashExactly(into: &hasher)
  }

  public func isOf(_ address: Address) -> Bool {
    guard address.kind == kind, address.path.utf8.count == path.count else { return false }
    return address.path.utf8.withContiguousStorageIfAvailable { other in
      guard let start = path.baseAddress, let other = other.baseAddress else { return true }
      return memcmp(start, other, path.count) == 0
    } ?? address.path.utf8.elementsEqual(path)
  }
}
