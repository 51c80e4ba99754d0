/// How much one file may ask for, so that a crafted file costs an error and not the machine.
public struct YAMLLimits: Sendable {
  /// How many mappings and sequences may stand inside each other, counted through aliases.
  public var depth = 128
  /// How many nodes a file may hold once every alias is replaced by what it names.
  public var nodes = 10_000_000
  public var fileBytes = 64 << 20
  public var keyBytes = 1024

  public init() {}

  public static let standard = YAMLLimits()

  /// These limits, lowered to what the 32-bit fields of ``YAMLRecord`` can count.
  ///
  /// Text can outgrow the file it was written in (`"\L"` stands for three bytes), hence a quarter.
  var representable: Self {
    var limits = self
    limits.nodes = min(nodes, Int(UInt32.max) - 1)
    limits.fileBytes = min(fileBytes, Int(UInt32.max) / 4)
    limits.depth = min(depth, Int(UInt16.max))
    return limits
  }
}
