import Planning

extension OperationRecord.Kind {
  public init(_ kind: Operation.Kind) {
    self =
      switch kind {
      case .create: .create
      case .update: .update
      case .archive: .archive
      case .archiveReplaced: .archiveReplaced
      }
  }
}
