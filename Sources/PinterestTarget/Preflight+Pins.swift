import AdsModel
import Diagnostics
import ManifestModel
import PinterestAPI
import Planning

extension PinterestAccount {
  /// Whether each new ad's Pin exists, is ours, leads somewhere and can be seen.
  func checkPins(_ draft: PlanDraft) async throws(APIError) -> [Diagnostic] {
    let ads = draft.changes(.create, .replace).compactMap { _, subject -> Declared<Ad>? in
      subject?.index(of: .ad).map { draft.manifest.ads[$0] }
    }
    guard !ads.isEmpty else { return [] }
    var diagnostics: [Diagnostic] = []
    do throws(APIError) {
      try await pins.prepare(Set(ads.map(\.value.pin)))
      for ad in ads {
        if let found = try await check(ad, in: draft.manifest) { diagnostics.append(found) }
      }
    } catch {
      guard case .forbidden = error else { throw error }
      // The scopes for Pins are not needed to plan ads, only to check them.
      diagnostics.append(
        Diagnostic(
          .preflightPinUnchecked, .warning,
          "the Pins of \(ads.count) new ad\(ads.count == 1 ? "" : "s") were not checked: \(error)",
          at: draft.manifest.accountOrigin.map { draft.manifest.span(of: $0) },
          hint: "give the token the scopes pins:read and boards:read"))
    }
    return diagnostics
  }

  private func check(_ ad: Declared<Ad>, in manifest: Manifest) async throws(APIError)
    -> Diagnostic?
  {
    func finding(_ code: DiagnosticCode, _ message: String, _ path: FieldPath, hint: String)
      -> Diagnostic
    {
      Diagnostic(
        code, message, at: manifest.span(of: ad.origin, at: path),
        address: ad.address.description, hint: hint)
    }
    let id = ad.value.pin
    let pin: WirePin
    do throws(APIError) {
      pin = try await pins.pin(id)
    } catch {
      guard error.isMissingPin else { throw error }
      return finding(
        .preflightPinMissing, "Pin \(quoted(id)) does not exist, or its owner keeps it secret",
        .pin, hint: "copy the id from the Pin's address")
    }
    if pin.isOwner == false {
      return finding(
        .preflightPinNotOurs, "Pin \(quoted(id)) belongs to somebody else", .pin,
        hint: "save it as a Pin of the ad account's owner and name that one")
    }
    if pin.link?.isEmpty ?? true, ad.value.destinationURL == nil {
      return finding(
        .preflightPinWithoutLink, "Pin \(quoted(id)) has no link, so the ad leads nowhere", .pin,
        hint: "write `destination_url:`, or give the Pin a link")
    }
    guard let boardID = pin.boardID else { return nil }
    let board = try await pins.board(boardID)
    guard !board.isSeenByAds else { return nil }
    let privacy = (board.privacy ?? "").lowercased()
    return finding(
      .preflightPinNotPublic,
      "Pin \(quoted(id)) lies on the \(privacy) board \(quoted(board.name ?? boardID))", .pin,
      hint: "move it to a public board, or to a protected one that is for ads only")
  }
}

extension APIError {
  /// Whether a Pin is not there; a missing scope is another matter.
  var isMissingPin: Bool {
    switch self {
    case .refused(let status, _, _, _): status == 404
    case .forbidden(let status, let code, _, _): status == 403 && code != 3
    default: false
    }
  }
}
