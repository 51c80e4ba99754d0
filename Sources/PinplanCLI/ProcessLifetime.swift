/// Keeps values until the process ends.
enum ProcessLifetime {
  private final class Box<Value> {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  /// Leaves a value for the system to clear away with the process.
  ///
  /// A command works on one project and ends; freeing its million parts one by one before that
  /// takes a tenth of the time of a plan.
  static func keep<Value>(_ value: Value) { _ = Unmanaged.passRetained(Box(value)) }
}
