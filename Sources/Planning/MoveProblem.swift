import AdsModel

/// Why a resource cannot have another address and stay what it is.
public struct MoveProblem: Hashable, Sendable {
  public let message: String
  /// What to write in place of a `moved` entry.
  public let hint: String
  /// What to do in place of `state mv`.
  public let wayOut: String
}

extension Move {
  /// What the move would change beside keys; none when it only renames.
  ///
  /// The one check of `moved` and of `state mv`: no target can carry another kind, another parent,
  /// or a keyword with another text or match type. `from` and `to` are the ends once their parents
  /// have moved, so what its parent takes along keeps its parent.
  public func problem(from: Address? = nil, to: Address? = nil) -> MoveProblem? {
    if self.from.kind != self.to.kind {
      return MoveProblem(
        message: "\(self.from) cannot become \(self.to): they are of different kinds",
        hint: "write two addresses of the same kind",
        wayOut: "choose an address that begins with \(self.from.kind.rawValue)/")
    }
    let (from, to) = (from ?? self.from, to ?? self.to)
    // Taken along by its ad group or campaign, whose move is written as well.
    if from == to, self.from != self.to { return nil }
    if self.from.kind == .keyword {
      let anew = "the new keyword is created, the old one archived"
      return MoveProblem(
        message:
          "\(self.from) cannot move: a keyword's text, match type and ad group are what it is",
        hint: "take the entry out; \(anew)", wayOut: "declare the other one: \(anew)")
    }
    if from == to, self.from == self.to {
      return MoveProblem(
        message: "\(self.from) moves to itself", hint: "take the entry out",
        wayOut: "choose another address")
    }
    guard from.parent == to.parent else {
      let parent = from.parent?.kind.title ?? "parent"
      let anew = "created anew and the old one archived"
      return MoveProblem(
        message:
          "\(self.from) cannot move to \(self.to): Pinterest keeps it under the \(parent) it was created in",
        hint: "keep the parent, or take the entry out: it is then \(anew)",
        wayOut: "keep the parent, or declare it under the other one: it is then \(anew)")
    }
    return nil
  }
}
