/// The parts of countries that can be told apart from mistakes: regions and metros.
///
/// Source: ISO 3166-2 for the regions of the United States, Canada and Australia; the Nielsen
/// designated market areas for the metros of the United States, which `TargetingSpec.LOCATION` takes by
/// their numbers. Read 2026-11-28. Pinterest's own table of codes is a spreadsheet that changes, so a
/// code that is not here is doubtful, not wrong.
public enum Regions {
  public static let asOf = "2026-11-28"
  public static let source =
    "Pinterest Ads API v5, TargetingSpec.LOCATION and GEO, with ISO 3166-2 and Nielsen's metros, as of \(asOf)"

  /// By country; other countries have regions that are not listed here.
  public static let codes: [String: [String]] = [
    "US": words(
      """
      AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH
      NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY AS GU MP PR VI
      """),
    "CA": words("AB BC MB NB NL NS NT NU ON PE QC SK YT"),
    "AU": words("ACT NSW NT QLD SA TAS VIC WA"),
  ]

  /// The metros of the United States, by their numbers.
  public static let metros = Set(
    words(
      """
      500 501 502 503 504 505 506 507 508 509 510 511 512 513 514 515 516 517 518 519 520 521 522
      523 524 525 526 527 528 529 530 531 532 533 534 535 536 537 538 539 540 541 542 543 544 545
      546 547 548 549 550 551 552 553 554 555 556 557 558 559 560 561 563 564 565 566 567 569 570
      571 573 574 575 576 577 581 582 583 584 588 592 596 597 598 600 602 603 604 605 606 609 610
      611 612 613 616 617 618 619 622 623 624 625 626 627 628 630 631 632 633 634 635 636 637 638
      639 640 641 642 643 644 647 648 649 650 651 652 656 657 658 659 661 662 669 670 671 673 675
      676 678 679 682 686 687 691 692 693 698 702 705 709 710 711 716 717 718 722 724 725 734 736
      737 740 743 744 745 746 747 749 751 752 753 754 755 756 757 758 759 760 762 764 765 766 767
      770 771 773 789 790 798 800 801 802 803 804 807 810 811 813 819 820 821 825 828 839 855 862
      866 868 881
      """))

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

extension LocationCode {
  /// Why a location that has a form of the API's is doubtful, and what was probably meant.
  public struct Doubt: Hashable, Sendable {
    /// Follows what was written: `is no metro of the US`.
    public let reason: String
    public let meant: String?
  }

  /// What is doubtful about a location; none for one that is known, or of a part of the world that
  /// is not listed.
  public static func doubt(about text: String) -> Doubt? {
    switch LocationCode(text) {
    case nil:
      return Doubt(reason: "is no location that Pinterest knows", meant: meant(by: text))
    case .country: return nil
    case .metro:
      return Regions.metros.contains(text)
        ? nil : Doubt(reason: "is no metro of the US (DMA)", meant: nil)
    case .region:
      let (country, part) = (String(text.prefix(2)), String(text.dropFirst(3)))
      guard let known = Regions.codes[country], !known.contains(part) else { return nil }
      // `CA-K1A` is the beginning of a postal code, which Canada has as a code of its own.
      let hasDigit = part.utf8.contains { (0x30...0x39).contains($0) }
      guard !hasDigit || country == "US" else { return nil }
      let near = hasDigit ? nil : known.first { part.hasPrefix($0) }
      return Doubt(
        reason: "is no region of \(country)", meant: near.map { "\(country)-\($0)" })
    case .postalCode:
      let code = text.dropFirst(3).utf8
      let short = code.prefix(5)
      let isNumber = short.count == 5 && short.allSatisfy { (0x30...0x39).contains($0) }
      guard text.hasPrefix("US-"), code.count != 5 || !isNumber else { return nil }
      let isLong = code.count > 5 && isNumber
      return Doubt(
        reason: "is no postal code of the US, which has five digits",
        meant: isLong ? "US-" + String(decoding: short, as: UTF8.self) : nil)
    }
  }

  /// The code that somebody who wrote another text probably means; none when nothing is near.
  public static func meant(by text: String) -> String? {
    if let country = Country.meant(by: text) { return country }
    if let country = names[text.lowercased()] { return country }
    let upper = text.uppercased().replacing("_", with: "-")
    if upper != text, LocationCode(upper) != nil, doubt(about: upper) == nil { return upper }
    // `UK-ENG`, `USA-CA`: the country alone is wrong.
    guard let dash = upper.firstIndex(of: "-"),
      let country = Country.meant(by: String(upper[..<dash]))
    else { return nil }
    let mended = country + upper[dash...]
    return mended != text && LocationCode(mended) != nil && doubt(about: mended) == nil
      ? mended : nil
  }

  /// The names of the markets that Pinterest sells ads in most.
  private static let names = [
    "united states": "US", "america": "US", "united kingdom": "GB", "great britain": "GB",
    "england": "GB", "canada": "CA", "australia": "AU", "new zealand": "NZ", "ireland": "IE",
    "germany": "DE", "deutschland": "DE", "france": "FR", "spain": "ES", "italy": "IT",
    "austria": "AT", "switzerland": "CH", "netherlands": "NL", "belgium": "BE", "sweden": "SE",
    "norway": "NO", "denmark": "DK", "finland": "FI", "poland": "PL", "portugal": "PT",
    "greece": "GR", "czechia": "CZ", "hungary": "HU", "romania": "RO", "slovakia": "SK",
    "japan": "JP", "brazil": "BR", "mexico": "MX", "argentina": "AR", "chile": "CL",
    "colombia": "CO", "california": "US-CA", "new york": "US-NY", "texas": "US-TX",
    "florida": "US-FL", "ontario": "CA-ON", "quebec": "CA-QC",
  ]
}
