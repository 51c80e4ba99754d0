extension World {
  /// The page of consent: it agrees at once and sends the browser back.
  mutating func authorizePage(_ call: Call) -> Answer {
    guard let client = call.value("client_id"), tokens.apps[client] != nil else {
      return .failure(400, code: 1, "client_id is not an app of this emulator.")
    }
    guard call.value("response_type") == "code", let target = call.value("redirect_uri") else {
      return .failure(400, code: 1, "response_type=code and redirect_uri are required.")
    }
    let scopes = (call.value("scope") ?? "").split { $0 == "," || $0 == " " }.map(String.init)
    let code = Tokens.random("")
    tokens.codes[code] = [
      "client_id": .string(client), "redirect_uri": .string(target), "scopes": JSON(scopes),
    ]
    let state = call.value("state").map { "&state=" + Self.escaped($0) } ?? ""
    let join = target.contains("?") ? "&" : "?"
    return Answer(status: 302, headers: ["Location": "\(target)\(join)code=\(code)\(state)"])
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == 45 || byte == 95 || byte == 46
      return isPlain
        ? String(Unicode.Scalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  mutating func token(_ call: Call) throws(Refusal) -> Answer {
    let client = try self.client(call)
    let form = call.form
    switch form["grant_type"] {
    case "authorization_code":
      guard let code = form["code"], let grant = tokens.codes.removeValue(forKey: code),
        grant.text("client_id") == client, grant.text("redirect_uri") == form["redirect_uri"]
      else { throw Refusal("The code is unknown, used, or of another redirect_uri.") }
      return issue(grant["scopes"]?.strings ?? [], for: "authorization_code", refreshable: true)
    case "refresh_token":
      guard let old = form["refresh_token"], let grant = tokens.refresh[old],
        grant["expires_at"]?.integer.map({ $0 > now }) ?? true
      else { throw Refusal(status: 401, code: 2, "The refresh token is unknown or was used.") }
      tokens.refresh[old] = nil
      var scopes = grant["scopes"]?.strings ?? []
      if let wanted = form["scope"]?.split(whereSeparator: { $0 == "," || $0 == " " }) {
        let subset = Set(wanted.map(String.init))
        scopes = scopes.filter(subset.contains)
      }
      return issue(scopes, for: "refresh_token", refreshable: true)
    case "client_credentials":
      guard let scope = form["scope"] else { throw Refusal("scope is required.") }
      let scopes = scope.split { $0 == "," || $0 == " " }.map(String.init)
      return issue(scopes, for: "client_credentials", refreshable: false)
    default: throw Refusal("grant_type is missing or unknown.")
    }
  }

  private func client(_ call: Call) throws(Refusal) -> String {
    guard let header = call.authorization, header.hasPrefix("Basic "),
      let bytes = Base64.decode(String(header.dropFirst(6)))
    else { throw Refusal(status: 401, code: 2, "Authentication failed.") }
    let parts = String(decoding: bytes, as: UTF8.self)
      .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, tokens.apps[parts[0]] == parts[1] else {
      throw Refusal(status: 401, code: 2, "Authentication failed.")
    }
    return parts[0]
  }

  private mutating func issue(
    _ scopes: [String], for grant: String, refreshable: Bool
  ) -> Answer {
    let seconds = settings.number("access_token_seconds")
    let token = Tokens.random("pina_")
    tokens.access[token] = [
      "scopes": JSON(scopes), "expires_at": .integer(now + seconds),
      "is_client": .boolean(!refreshable),
    ]
    var body: Row = [
      "access_token": .string(token), "token_type": "bearer", "expires_in": .integer(seconds),
      "scope": .string(scopes.joined(separator: ",")), "response_type": .string(grant),
    ]
    if refreshable {
      let lifetime = settings.number("refresh_token_seconds")
      let refresh = Tokens.random("pinr.")
      tokens.refresh[refresh] = [
        "scopes": JSON(scopes), "expires_at": .integer(now + lifetime),
      ]
      body["refresh_token"] = .string(refresh)
      body["refresh_token_expires_in"] = .integer(lifetime)
      body["refresh_token_expires_at"] = .integer(now + lifetime)
    }
    tokens.hasChanged = true
    return .ok(body)
  }
}
