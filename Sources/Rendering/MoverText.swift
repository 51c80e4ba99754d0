import Planning

extension FieldChange {
  /// Who moved, where a reader of the YAML's history would not expect it.
  var moverRemark: String? {
    switch mover {
    case .theirs?: "changed on Pinterest since the last apply"
    case .both?: "changed on Pinterest since the last apply, and in the YAML"
    case .yours?, nil: nil
    }
  }
}
