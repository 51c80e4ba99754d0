import AdsModel

extension [StoredResource] {
  /// What still belongs to the old copy of what holds it, as its replacement was cut off.
  ///
  /// A replacement creates the new copy and then everything below it. While the old copy waits for
  /// its end, what was stored before the new one is below the old one still, and is replaced too.
  var leftBelowOldCopies: Set<Address> {
    let begun = Dictionary(
      indices.lazy.filter { self[$0].isReplacement }.map { (self[$0].address, self[$0].version) }
    ) { first, _ in first }
    guard !begun.isEmpty else { return [] }
    return Set(
      filter { resource in
        guard let holder = resource.address.parent, let version = begun[holder] else {
          return false
        }
        return resource.version < version
      }.map(\.address))
  }

  /// Of what is asked to be replaced, what an earlier replacement has begun and not finished: its
  /// old copy, which goes last, is still to be archived.
  func begunReplacements(of wanted: Set<Address>) -> Set<Address> {
    guard !wanted.isEmpty else { return [] }
    return Set(
      lazy.filter { $0.isReplacement && wanted.contains($0.address) }.map(\.address))
  }
}

extension Address {
  /// What is said where its replacement is asked for while an earlier one is not finished.
  var finishingNote: String {
    "The earlier replacement of \(self) is finished, not begun again; once it is, --replace makes another one."
  }
}
