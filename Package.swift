// swift-tools-version: 6.2
import PackageDescription

// Warnings fail the build in CI; on a developer's machine they only warn.
let strictness: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Exclusive access is checked as it runs in debug builds, so in all tests; a release goes without,
    // as each value of a large account is looked at many times.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
  ] + strictness

// What these targets define is inlined where others use it, as it is looked at for each resource of a large account.
let lent: [SwiftSetting] =
  settings + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

// On Linux libpq is opened when a database is asked for (its shim says how), and not linked.
#if os(Linux)
  let libpq: String? = nil
#else
  let libpq: String? = "libpq"
#endif

// A target imports only targets above it: the list is the tour.
let package = Package(
  name: "pinplan",
  platforms: [.macOS(.v14)],
  products: [
    .executable(name: "pinplan", targets: ["pinplan"]),
    .executable(name: "pinterest-emulator", targets: ["pinterest-emulator"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    // These come with the two above, whose types they are.
    .package(url: "https://github.com/apple/swift-nio", from: "2.90.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CLibPQ", pkgConfig: libpq, providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .target(name: "Diagnostics", swiftSettings: settings),
    .target(name: "CanonicalJSON", swiftSettings: lent),
    .target(name: "AdsModel", dependencies: ["CanonicalJSON"], swiftSettings: lent),
    .target(
      name: "ManifestModel", dependencies: ["AdsModel", "Diagnostics"], swiftSettings: lent),
    .target(
      name: "CustomerLists",
      dependencies: [
        "AdsModel", "Diagnostics",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .target(
      name: "Planning",
      dependencies: [
        "AdsModel", "Diagnostics", "ManifestModel",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: lent),
    .target(
      name: "Outcomes", dependencies: ["AdsModel", "Diagnostics", "Planning"],
      swiftSettings: settings),
    .target(
      name: "Insights", dependencies: ["AdsModel", "Diagnostics", "Outcomes", "Planning"],
      swiftSettings: settings),
    .target(
      name: "Rules", dependencies: ["AdsModel", "Diagnostics", "ManifestModel", "Planning"],
      swiftSettings: settings),
    .target(
      name: "StateStore",
      dependencies: [
        "AdsModel", "CLibPQ", "CanonicalJSON", "CustomerLists", "Diagnostics", "Insights",
        "Outcomes", "Planning", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "YAMLSyntax", dependencies: ["CLibYAML", "Diagnostics"], swiftSettings: lent),
    .target(
      name: "ManifestLoading",
      dependencies: [
        "AdsModel", "CanonicalJSON", "CustomerLists", "Diagnostics", "ManifestModel", "YAMLSyntax",
      ],
      swiftSettings: settings),
    .target(
      name: "ManifestWriting",
      dependencies: [
        "AdsModel", "Diagnostics", "ManifestLoading", "ManifestModel", "Planning", "YAMLSyntax",
      ],
      swiftSettings: settings),
    .target(
      name: "Documents",
      dependencies: [
        "AdsModel", "CanonicalJSON", "Diagnostics", "Insights", "ManifestModel", "ManifestWriting",
        "Outcomes", "Planning",
      ],
      swiftSettings: settings),
    .target(
      name: "Rendering",
      dependencies: [
        "AdsModel", "CanonicalJSON", "Diagnostics", "Documents", "Insights", "ManifestWriting",
        "Outcomes", "Planning",
      ],
      swiftSettings: settings),
    .target(
      name: "Applying",
      dependencies: [
        "AdsModel", "CanonicalJSON", "CustomerLists", "Diagnostics", "ManifestModel", "Outcomes",
        "Planning", "Rules", "StateStore",
      ],
      swiftSettings: settings),
    .target(
      name: "PinterestAPI",
      dependencies: [
        "AdsModel", "Diagnostics",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: settings),
    .target(
      name: "PinterestTarget",
      dependencies: [
        "AdsModel", "Applying", "Diagnostics", "Insights", "ManifestModel", "PinterestAPI",
        "Planning", "StateStore",
      ],
      swiftSettings: settings),
    .target(
      name: "PinplanCLI",
      dependencies: [
        "AdsModel", "Applying", "CustomerLists", "Diagnostics", "Documents", "Insights",
        "ManifestLoading", "ManifestModel", "ManifestWriting", "Outcomes", "PinterestAPI",
        "PinterestTarget",
        "Planning", "Rendering", "Rules", "StateStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "pinplan",
      dependencies: [
        "PinplanCLI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(
      name: "PinterestEmulator",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "pinterest-emulator",
      dependencies: [
        "PinterestEmulator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: [
        "AdsModel", "Applying", "CustomerLists", "Diagnostics", "ManifestLoading", "ManifestModel",
        "Outcomes", "Planning", "StateStore",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "AdsModelTests", dependencies: ["AdsModel", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "InsightsTests",
      dependencies: [
        "AdsModel", "Diagnostics", "Insights", "Outcomes", "Planning", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CustomerListsTests",
      dependencies: [
        "AdsModel", "CustomerLists", "Diagnostics", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "StateStoreTests",
      dependencies: [
        "AdsModel", "CanonicalJSON", "CustomerLists", "Diagnostics", "Insights", "Outcomes",
        "Planning", "StateStore", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DocumentsTests",
      dependencies: [
        "AdsModel", "CanonicalJSON", "Diagnostics", "Documents", "Outcomes", "Planning",
        "TestSupport",
      ],
      exclude: ["Golden"], swiftSettings: settings),
    .testTarget(
      name: "RenderingTests",
      dependencies: [
        "AdsModel", "CanonicalJSON", "Diagnostics", "Documents", "Insights", "Outcomes", "Planning",
        "Rendering", "TestSupport",
      ],
      exclude: ["Golden"], swiftSettings: settings),
    .testTarget(
      name: "YAMLSyntaxTests", dependencies: ["YAMLSyntax", "Diagnostics", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ManifestLoadingTests",
      dependencies: [
        "AdsModel", "Diagnostics", "ManifestLoading", "ManifestModel", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "AdsModel", "Diagnostics", "Documents", "ManifestLoading", "ManifestModel", "Planning",
        "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ManifestWritingTests",
      dependencies: [
        "AdsModel", "Diagnostics", "Documents", "ManifestLoading", "ManifestModel",
        "ManifestWriting", "Planning", "Rendering", "TestSupport",
      ],
      exclude: ["Golden"], swiftSettings: settings),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "AdsModel", "CustomerLists", "Diagnostics", "Documents", "ManifestLoading", "ManifestModel",
        "Planning",
        "Rules", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ApplyingTests",
      dependencies: [
        "AdsModel", "Applying", "CustomerLists", "Diagnostics", "ManifestLoading", "ManifestModel",
        "Outcomes", "Planning", "StateStore", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PinterestAPITests", dependencies: ["AdsModel", "PinterestAPI", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PinterestAuthTests",
      dependencies: [
        "AdsModel", "PinterestAPI", "TestSupport", "pinplan",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PinterestEmulatorTests",
      dependencies: [
        "PinterestEmulator",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PinterestTargetTests",
      dependencies: [
        "AdsModel", "Applying", "CustomerLists", "Diagnostics", "Insights", "ManifestLoading",
        "ManifestModel", "Outcomes", "PinterestAPI", "PinterestTarget", "Planning", "StateStore",
        "TestSupport", "pinterest-emulator",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "GoldenTests", dependencies: ["pinplan", "pinterest-emulator", "TestSupport"],
      exclude: ["Cases", "README.md"], swiftSettings: settings),
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        "AdsModel", "CustomerLists", "Planning", "StateStore", "TestSupport", "pinplan",
        "pinterest-emulator",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DocsTests", dependencies: ["TestSupport", "pinplan", "pinterest-emulator"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
