import Planning

extension StoredResource {
  /// Takes what a step of an operation returned.
  ///
  /// It is of the resource, or of the copy that this one replaces; what is being made is not stored
  /// yet.
  public mutating func remember(_ values: PrivateValues, of kind: OperationRecord.Kind) {
    switch kind {
    case .update, .archive: privateValues = values
    case .archiveReplaced: replacedValues = values
    case .create, .move, .remove, .adopt: break
    }
  }
}
