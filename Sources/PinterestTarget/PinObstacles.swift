import AdsModel
import PinterestAPI

extension WireBoard {
  /// Whether ads may show its Pins: it is public, or protected and for ads alone.
  var isSeenByAds: Bool {
    privacy == nil || privacy == "PUBLIC" || privacy == "PROTECTED" && isAdsOnly == true
  }
}

extension WirePin {
  /// What stands in the way of promoting it, where its board is known.
  func obstacles(on board: WireBoard?) -> [String] {
    var obstacles: [String] = []
    if isOwner == false { obstacles.append("it belongs to somebody else") }
    if link?.isEmpty ?? true {
      obstacles.append("it has no link; an ad of it needs a `destination_url:`")
    }
    if let board, !board.isSeenByAds {
      let privacy = (board.privacy ?? "").lowercased()
      obstacles.append("it lies on a \(privacy) board; move it to a public one")
    }
    return obstacles
  }
}
