/// What a command's exit tells a script; the table of the documentation, one place.
enum ExitStatus: Int32 {
  /// Done, or nothing to do.
  case done = 0
  /// The declared project is invalid, or a guardrail refused; nothing was written.
  case refused = 1
  /// Valid, and there are changes (`plan --detailed-exitcode`), drift (`drift`) or audiences that are not
  /// ready (`audience status`).
  case changes = 2
  /// Stale plan, locked state, or state that is not this project's; nothing was written.
  case stale = 3
  /// An apply stopped part-way, the target failed, or an output could not be written.
  case stopped = 4
  /// Wrong usage.
  case usage = 64
}

/// The end of a command that is no success, and that its result or its words have told already.
///
/// A command ends with this or with a `Failure`; `PinplanCommand.main` knows no other way to a
/// status, and holds that there is a result wherever one was asked for.
struct Ending: Error {
  let exit: ExitStatus

  init(_ exit: ExitStatus) { self.exit = exit }
}
