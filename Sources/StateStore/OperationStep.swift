import Planning

/// One step of an operation that takes several, as it is journalled before it is attempted.
public struct OperationStep: Hashable, Sendable {
  /// What it does, in its target's words.
  public let name: String
  /// What the steps before returned, and what finding out about this one needs.
  public let values: PrivateValues

  public init(_ name: String, _ values: PrivateValues = [:]) {
    self.name = name
    self.values = values
  }
}

/// How far an operation of several steps has got.
public struct StepProgress: Hashable, Sendable {
  /// What may or may not have happened; none where every step that was begun is settled.
  public private(set) var open: OperationStep?
  /// How many steps are done.
  public private(set) var doneCount = 0

  /// Of an operation of which nothing is journalled.
  init() {}

  /// None where the operation is of one step; later entries have the last word.
  init?(_ entries: some Sequence<(phase: OperationRecord.Phase, step: OperationStep)>) {
    var isOfSteps = false
    for (phase, step) in entries {
      isOfSteps = true
      open = phase.isUnsettled ? step : nil
      if phase.hasHappened { doneCount += 1 }
    }
    guard isOfSteps else { return nil }
  }

  mutating func begin(_ step: OperationStep) { open = step }

  /// The step that was open is done.
  mutating func endStep() {
    open = nil
    doneCount += 1
  }
}
