import Diagnostics

private let yaml = "YAML 1.1 and pinplan's limits on it"
private let strictness = "pinplan: a misspelt key must never be a setting silently lost"
private let containment = "pinplan: a project reads nothing outside its folder"
private let header = "version: 1\naccount: { name: northwind-uk, country: GB }\n"

extension Rule {
  /// What is found while files are read, before anything in them means something.
  static let readingRules = [
    Rule(
      .projectNotFound, "The folder has a pinplan.yaml.", source: "pinplan",
      rejects: Example(["campaigns/spring.yaml": "campaigns: {}\n"]), accepts: .root(header),
      check: .reading),
    Rule(
      .fileTooLarge, "A file has at most 64 MiB, and a project 512 MiB.", source: yaml,
      rejects: .none("a pinplan.yaml of 65 MiB"), accepts: .root(header), check: .reading),
    Rule(
      .fileUnreadable, "Every file of the project can be read.", source: "pinplan",
      rejects: .none("a campaigns/spring.yaml that belongs to somebody else, mode 600"),
      accepts: .root(header), check: .reading),
    Rule(
      .includeNoMatch, "A written include matches at least one file.",
      source: "pinplan: a glob that matches nothing must not look like an empty account",
      rejects: .root(header + "include: [↓campaigns/*.yml]\n"),
      accepts: Example([
        "pinplan.yaml": header + "include: [campaigns/*.yml]\n", "campaigns/spring.yml": "",
      ]), check: .reading),
    Rule(
      .includeOutsideProject, "Includes, links and customer lists stay inside the project.",
      source: containment,
      rejects: .root(header + "include: [↓../shared/*.yaml]\n"), accepts: .root(header),
      check: .reading),
    Rule(
      .includeNotRead, .warning, "What looks like a part of the project is read.",
      source: "pinplan: what is not read is archived, so nobody should find out later",
      rejects: Example([
        "pinplan.yaml": header + "include: [campaigns/*.yaml]\n", "campaigns/spring.yaml": "",
        "campaigns/summer.YAML": "↓",
      ]),
      accepts: Example([
        "pinplan.yaml": header + "include: [campaigns/*.yaml]\n", "campaigns/spring.yaml": "",
      ]), check: .reading),
    Rule(
      .yamlSyntax, "A file is well-formed YAML.", source: yaml,
      rejects: .root(header + "campaigns:\n↓\tspring-sale: {}\n"),
      accepts: .root(header + "campaigns:\n  {}\n"), check: .reading),
    Rule(
      .yamlEncoding, "A file is UTF-8 without control characters.", source: yaml,
      rejects: .root(header + "campaigns: {} # ↓\u{1}\n"), accepts: .root(header), check: .reading),
    Rule(
      .yamlMultipleDocuments, "A file holds one document.", source: yaml,
      rejects: .root(header + "↓---\ncampaigns: {}\n"), accepts: .root("---\n" + header),
      check: .reading),
    Rule(
      .yamlDuplicateKey, "A mapping has each key once.", source: yaml,
      rejects: .shop(adGroup: ["name: Women\n↓name: Women 25-44"]),
      accepts: .shop(adGroup: ["name: Women 25-44"]), check: .reading),
    Rule(
      .yamlUnknownKey, "A mapping has only keys of the format.", source: strictness,
      rejects: .shop(adGroup: ["↓budgets: { daily: 25.00 }"]), accepts: .shop(), check: .reading),
    Rule(
      .yamlWrongType, "A value is of the type that its key takes.", source: strictness,
      rejects: .shop(adGroup: ["targeting: { locations: ↓GB }"]),
      accepts: .shop(adGroup: ["targeting: { locations: [GB] }"]), check: .reading),
    Rule(
      .yamlTooDeep, "Nesting is at most 128 deep.", source: yaml,
      rejects: .root(
        header + "campaigns: " + String(repeating: "[", count: 127) + "↓"
          + String(repeating: "[", count: 20) + "\n"), accepts: .root(header), check: .reading),
    Rule(
      .yamlTooManyAliases, "Aliases expand to at most 10 million nodes, and never to themselves.",
      source: yaml, rejects: .root(header + "campaigns: &all { spring: ↓*all }\n"),
      accepts: .shop(adGroup: ["name: &name Women", "placement: all"]), check: .reading),
  ]

  /// What any resource has to keep.
  static let resourceRules = [
    Rule(
      .fieldMissing, "What has no default is written.", source: "pinplan",
      rejects: .shop(adGroup: ["ads: { ↓hero: { name: Hero } }"]), accepts: .shop(),
      check: .reading),
    Rule(
      .fieldUnknownValue, "A word is one that its key takes.", source: strictness,
      rejects: .shop(campaign: ["objective: ↓trafic"]), accepts: .shop(), check: .reading),
    Rule(
      .keyInvalid, "A key is lower-case letters, digits, - and _, at most 64.",
      source: "pinplan: the key is the identity and part of addresses",
      rejects: .shop(adGroup: ["ads: { ↓Hero: { pin: \"813744226420795884\" } }"]),
      accepts: .shop(), check: .reading),
    Rule(
      .resourceDuplicate, "A resource is declared once in the whole project.", source: "pinplan",
      rejects: Example([
        "pinplan.yaml": header + "audiences:\n  buyers: { type: external, id: \"1\" }\n",
        "audiences/more.yaml": "audiences:\n  ↓buyers: { type: external, id: \"2\" }\n",
      ]),
      accepts: .root(header + "audiences:\n  buyers: { type: external, id: \"1\" }\n"),
      check: .reading),
    referenceUnknown, nameTooLong, nameInvisibleCharacters, lifecycleStatusIgnored,
  ]
}
