import Planning

/// Every sign that text output uses, in the form that the style allows.
struct Symbols: Sendable {
  let arrow: String
  let bullet: String
  let ellipsis: String
  let moved = ">"
  let rule: String
  let replaced: String

  init(_ style: TextStyle) {
    arrow = style.unicode ? "→" : "->"
    bullet = style.unicode ? "•" : "*"
    ellipsis = style.unicode ? "…" : "..."
    rule = style.unicode ? "│" : "|"
    replaced = style.unicode ? "±" : "-/+"
  }

  func sign(_ action: Action) -> String {
    switch action {
    case .create: "+"
    case .update: "~"
    case .replace: replaced
    case .archive: "-"
    }
  }
}

extension Action {
  var role: Role {
    switch self {
    case .create: .create
    case .update: .update
    case .replace: .replace
    case .archive: .archive
    }
  }

  var pastTense: String {
    switch self {
    case .create: "created"
    case .update: "updated"
    case .replace: "replaced"
    case .archive: "archived"
    }
  }
}
