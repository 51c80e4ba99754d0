import AdsModel

extension ChangeBuilder {
  /// Tells which creations go on, and gives up what was begun and is no longer asked for.
  ///
  /// Of a copy that was to replace something, nothing is done before that is to be replaced again.
  mutating func add(_ unfinished: [UnfinishedCreation]) {
    for creation in unfinished {
      let stopped = "an earlier apply was stopped after its step \(creation.step)"
      let index = changes.firstIndex {
        $0.address == creation.address && !$0.finishesReplacement
          && ($0.action == .create || $0.action == .replace)
      }
      if let index {
        changes[index].notes.append("\(stopped), and this one goes on from there")
      } else if !stored.contains(where: {
        $0.address == creation.address && $0.status != .archived
      }) {
        append(
          Change(
            .archive, creation.address, reason: .removed, name: creation.address.key,
            notes: ["\(stopped); what was made of it is given up"],
            source: parentPlace(of: creation.address),
            storedVersion: stored.first { $0.address == creation.address }?.version), nil)
      }
    }
  }
}
