// swift-tools-version: 6.2
import PackageDescription

/// One set of settings for every target of ours; dependencies keep their own.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableExperimentalFeature("Lifetimes"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let httpTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A module and its test target, which may also see what the module itself imports.
///
/// - Parameter fixtures: folders of the tests that hold no code.
func module(
    _ name: String, _ dependencies: [Target.Dependency], tests: [Target.Dependency] = [], fixtures: [String] = []
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, swiftSettings: settings),
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name), "TestKit"] + dependencies + tests,
            exclude: fixtures, swiftSettings: settings),
    ]
}

let package = Package(
    name: "qiaomen",
    products: [.executable(name: "qiaomen", targets: ["qiaomen"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The command line: one file a command.
        .executableTarget(
            name: "qiaomen",
            dependencies: [
                "Ingest", "Tracking", "Store", "Pipeline", "Classification", "DistrictFile", "Hotline", "WorkTime",
                "Web", "Notifying", "Telemetry", "Kafka", "CResources", argumentParser, configuration, logging, metrics,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "qiaomenTests",
            dependencies: [
                "qiaomen", "TestKit", "CResources", "DistrictFile", "Hotline", "Ingest", "Tracking", "Pipeline",
                "Store", "Web", "WorkTime", "Kafka", "Classification", argumentParser, configuration,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "qiaomen", "Tracking", "Store", "DistrictFile", "Kafka", "Hotline", "WorkTime", "BrokerTestKit",
                "TestKit",
            ],
            swiftSettings: settings),

        // What tests share.
        .target(name: "TestKit", dependencies: ["WorkTime"], path: "Tests/TestKit", swiftSettings: settings),
        .target(
            name: "BrokerTestKit", dependencies: ["Kafka", "Telemetry", "TestKit", logging], path: "Tests/BrokerTestKit",
            swiftSettings: settings),

        // C: librdkafka's header, and the resources embedded into the program.
        .systemLibrary(name: "CRdKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .target(name: "CResources", exclude: ["web"]),
    ]
        // What the project exists for, arrows only downwards.
        + module(
            "Ingest", ["Pipeline", "Classification", "Hotline", "WorkTime", "Kafka", logging],
            tests: ["DistrictFile", "CResources", "BrokerTestKit"])
        + module(
            "Tracking", ["Pipeline", "Store", "Classification", "Hotline", "WorkTime", "Kafka", "Telemetry", logging],
            tests: ["BrokerTestKit"])
        + module(
            "Web",
            [
                "Store", "DistrictFile", "Hotline", "WorkTime", "Kafka", "Telemetry", "CResources", crypto,
                cryptoExtras,
                httpTypes, hummingbird, hummingbirdCore, hummingbirdTLS, lifecycle, logging, metrics, mustache, nio,
            ],
            tests: [hummingbirdTesting, "BrokerTestKit"])
        + module(
            "Notifying",
            ["Hotline", "WorkTime", "Kafka", "Telemetry", asyncHTTPClient, crypto, logging, metrics, nio],
            tests: ["DistrictFile", "CResources", hummingbird, "BrokerTestKit"])
        + module("Store", ["Hotline", "WorkTime", grdb, sqlite])
        + module("Classification", ["Hotline", "CResources", crypto], tests: ["DistrictFile"], fixtures: ["Fixtures"])
        + module("DistrictFile", ["Classification", "Hotline", "WorkTime", yams], tests: ["CResources"])
        + module("Hotline", ["WorkTime", crypto])
        + module("WorkTime", ["CResources"], fixtures: ["Oracle"])
        + module("Pipeline", ["Kafka", "Telemetry", logging, metrics], tests: ["BrokerTestKit"])
        + module("Telemetry", [logging, metrics])
        + module("Kafka", ["CRdKafka", logging], tests: ["BrokerTestKit"]),
    cLanguageStandard: .c2x
)
