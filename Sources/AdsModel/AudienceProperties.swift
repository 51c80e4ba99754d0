extension Audience {
  public static let properties: [Property<Audience>] = [
    .audienceType,
    .text(
      .name, "What people call it; the key is the identity.", leftOut: .key,
      get: { $0.name }, set: { $0.name = $1 }),
    .text(
      .description, "What people say of it.", get: { $0.description },
      set: { $0.description = $1 }),
    .part(
      .tag, "The id of the Pinterest tag, in quotes.", .id, .visitor, \.visitors, \.tag, .text,
      leftOut: .refused(hint: "write `tag:` with the id of the Pinterest tag, in quotes")),
    .part(
      .source,
      "The file with the list, inside the project; or `!env NAME` of a variable with its path.",
      .listSource, .customerList, \.customerList, \.source, .listSource, carriage: .stateOnly),
    .part(
      .identifiers, "What the list holds; fixed once created.",
      .word(ListIdentifier.allCases.map(\.rawValue)), .customerList, \.customerList, \.identifiers,
      .word(), leftOut: .refused(hint: "write `identifiers:` with one of email, maid, idfa"),
      isFixed: true, carriage: .refused),
    .part(
      .sync,
      "delta sends who came and who went, replace takes everybody out and in again, external leaves the list alone.",
      .word(ListSync.allCases.map(\.rawValue)), .customerList, \.customerList, \.sync, .word(),
      leftOut: .word(ListSync.delta.rawValue), carriage: .stateOnly),
    .part(
      .suppress, "A list of people who are never uploaded, and are taken out.", .listSource,
      .customerList, \.customerList, \.suppress, .listSource, carriage: .stateOnly),
    .part(
      .hashing, "How the list's lines are hashed; as found when left out.",
      .word(ListHashing.allCases.map(\.rawValue)), .customerList, \.customerList, \.hashing,
      .optionalWord(), carriage: .stateOnly),
    .part(
      .allowIDFA,
      "Lets a list of Apple's advertising ids through, which Pinterest's help rules out.",
      .flag, .customerList, \.customerList, \.allowsIDFA, .yes, carriage: .stateOnly),
    .part(
      .termsAccepted, "You accept Pinterest's terms for customer lists; required.", .flag,
      .customerList, \.customerList, \.termsAccepted, .yes, carriage: .stateOnly),
    .part(
      .optOutsRemoved, "Who opted out is not on the list; required.", .flag, .customerList,
      \.customerList, \.optOutsRemoved, .yes, carriage: .stateOnly),
    .part(
      .engagement, "all is any interaction, optimized saves and outbound clicks.",
      .word(EngagementKind.allCases.map(\.rawValue)), .engagement, \.engaged, \.kind, .word(),
      leftOut: .refused(hint: "write `engagement:` with one of all, optimized")),
    .part(
      .sourcePins, "Pins, by their ids or URLs.", .pins, .engagement, \.engaged, \.pins, .texts),
    .part(
      .sourceAds, "Ads, by their keys (`spring-sale/uk-women/hero`) or ids.", .texts, .engagement,
      \.engaged, \.ads, .texts, refersTo: .ad),
    .part(
      .sourceCampaigns, "Campaigns, by their keys or ids.", .texts, .engagement, \.engaged,
      \.campaigns, .texts, refersTo: .campaign),
    .part(
      .sourceObjectives, "Objectives of campaigns.", .words(Objective.allCases.map(\.rawValue)),
      .engagement, \.engaged, \.objectives, .words()),
    .part(
      .sourceDomains, "Host names of claimed sites.", .hosts, .engagement, \.engaged, \.domains,
      .texts),
    .part(
      .retentionDays, "How many days people stay in, 1 to 540.", .integer(Limits.retentionDays),
      .visitor, .engagement,
      in: \.retentionDays, \.self, .integer,
      leftOut: .standing(.integer(AudienceDefinition.defaultRetentionDays))),
    .part(
      .includePastTraffic, "Whether those are in who came before the audience was made.", .flag,
      .visitor, \.visitors, \.includesPastTraffic, .flag, leftOut: .standing(.flag(true))),
    .part(
      .events, "What people did: an event of the tag, or a name of your own.", .texts, .visitor,
      \.visitors, \.events, .texts),
    .part(
      .urls, "Which pages they were on.", .conditions, .visitor, \.visitors, \.urls,
      .texts(TextCondition.init(stored:), \.text)),
    .part(
      .filters, "What the event told; only with an event.", .filters, .visitor, \.visitors,
      \.filters, .texts(EventFilter.init(stored:), \.text)),
    .part(
      .sources, "Where they did it; everywhere when left out.",
      .words(VisitorSource.allCases.map(\.rawValue)), .visitor, \.visitors, \.sources, .words()),
    .part(
      .seed, "The key of the audience to resemble.", .text, .actalike, \.actalike, \.seed, .text,
      leftOut: .refused(hint: "write `seed:` with the key of the audience to resemble"),
      refersTo: .audience),
    .part(
      .country, "Where to look, by its ISO 3166 code.", .country, .actalike, \.actalike, \.country,
      .text, leftOut: .refused(hint: "write `country:` with a code, such as `GB`")),
    .part(
      .percentage, "How much of the country's people, 1 to 10.",
      .integer(Limits.actalikePercentage), .actalike, \.actalike, \.percentage, .integer,
      leftOut: .refused(hint: "write `percentage:` with a whole number from 1 to 10")),
    .part(
      .id, "Pinterest's id of it, in quotes.", .id, .external, \.external, \.id, .text,
      leftOut: .refused(
        hint: "write `id: \"…\"` with the digits that Ads Manager shows"), isFixed: true,
      carriage: .refused),
    .part(
      .thirdParty, "Whether its data is somebody else's, which costs up to 15 % of the bid.", .flag,
      .external, \.external, \.isThirdParty, .yes, carriage: .stateOnly),
    .preventArchive(get: { $0.preventArchive }, set: { $0.preventArchive = $1 }),
  ]
}

extension Property<Audience> {
  /// The word that says what else there is.
  fileprivate static var audienceType: Property<Audience> {
    Property(
      .type, "How the audience is made; fixed once created.",
      .word(AudienceType.allCases.map(\.rawValue)),
      .refused(
        hint: "write `type:` with one of "
          + AudienceType.allCases.map(\.rawValue).joined(separator: ", ")),
      isFixed: true, carriage: .onlyAtCreation,
      get: { .text($0.type.rawValue) },
      set: { audience, value in
        guard let type = value.text.flatMap(AudienceType.init(rawValue:)) else { return false }
        if type != audience.type { audience.definition = .blank(of: type) }
        return true
      })
  }

  /// A field of one type of audiences, in that type's part of the definition.
  ///
  /// Most say whom it holds, which target `pinterest` only writes when it makes the audience.
  fileprivate static func part<Part, Held>(
    _ path: FieldPath, _ summary: String, _ type: FieldType, _ audienceTypes: AudienceType...,
    in part: any WritableKeyPath<AudienceDefinition, Part?> & Sendable,
    _ member: any WritableKeyPath<Part, Held> & Sendable, _ form: HeldForm<Held>,
    leftOut: LeftOut = .absent, isFixed: Bool = false, carriage: Carriage = .onlyAtCreation,
    refersTo: ResourceKind? = nil
  ) -> Property<Audience> {
    Property(
      path, summary, type, leftOut, isFixed: isFixed, carriage: carriage,
      audienceTypes: audienceTypes, refersTo: refersTo,
      get: { audience in
        audience.definition[keyPath: part].flatMap { form.value($0[keyPath: member]) }
      },
      set: { audience, value in
        guard var changed = audience.definition[keyPath: part], let held = form.held(value)
        else { return false }
        changed[keyPath: member] = held
        audience.definition[keyPath: part] = changed
        return true
      })
  }

  fileprivate static func part<Part, Held>(
    _ path: FieldPath, _ summary: String, _ type: FieldType, _ audienceType: AudienceType,
    _ part: any WritableKeyPath<AudienceDefinition, Part?> & Sendable,
    _ member: any WritableKeyPath<Part, Held> & Sendable, _ form: HeldForm<Held>,
    leftOut: LeftOut = .absent, isFixed: Bool = false, carriage: Carriage = .onlyAtCreation,
    refersTo: ResourceKind? = nil
  ) -> Property<Audience> {
    Self.part(
      path, summary, type, audienceType, in: part, member, form, leftOut: leftOut,
      isFixed: isFixed, carriage: carriage, refersTo: refersTo)
  }
}
