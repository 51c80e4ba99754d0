/// What the anchors of a file name, and how much an alias to each of them brings along.
///
/// Sizes are summed where an alias is read, nothing is ever expanded: a bomb of nested aliases
/// costs one addition a line.
struct AnchorTable {
  struct Anchor {
    /// The record of the anchored node.
    let node: UInt32
    /// How many collections stand inside each other in it; 0 for a scalar.
    var height = 0
    /// How many nodes it is once its own aliases are expanded.
    var nodes = 1
    /// Whether its end is still to come, so that an alias to it would contain itself.
    var isOpen = false
  }

  /// Where an anchor is kept; later anchors of the same name do not move it.
  typealias Slot = Int32

  private var anchors: [Anchor] = []
  private var slots: [String: Slot] = [:]

  /// Names a node; from here on the name means this node and no longer an earlier one.
  mutating func define(_ name: String, node: UInt32, isOpen: Bool) -> Slot {
    let slot = Slot(anchors.count)
    anchors.append(Anchor(node: node, isOpen: isOpen))
    slots[name] = slot
    return slot
  }

  mutating func close(_ slot: Slot, height: Int, nodes: Int) {
    anchors[Int(slot)].height = height
    anchors[Int(slot)].nodes = nodes
    anchors[Int(slot)].isOpen = false
  }

  subscript(name: String) -> Anchor? {
    slots[name].map { anchors[Int($0)] }
  }
}
