// swift-tools-version: 6.2
import PackageDescription

// Fuzzing: libFuzzer, which Swift's toolchain brings along, makes up bytes for the parts of Qiaomen that read what others
// wrote, and keeps those that reach code not reached before. `./run` installs what is missing, builds and runs it.
//
// A package of its own, so that nobody else builds it. Nothing in Qiaomen is `public`, and `package` declarations show
// to targets of the same package only; so the modules are targets of this package as well, found through `Modules`, a
// link to the folder of their sources. They are built with instruments, the dependencies without.

/// As in the main package.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableExperimentalFeature("Lifetimes"),
]

/// `fuzzer` counts which branches are taken, `address` looks at each access to memory: some of ours are unchecked.
let sanitizers = "-sanitize=fuzzer,address"

/// One of Qiaomen's modules.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Modules/\(name)",
        swiftSettings: settings + [.unsafeFlags([sanitizers])])
}

let package = Package(
    name: "qiaomen-fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // One file a fuzz target. Without instruments: what counts are the branches of what is tested.
        .executableTarget(
            name: "Fuzz", dependencies: ["Classification", "DistrictFile", "Hotline", "CResources", "CFuzzer"],
            swiftSettings: settings, linkerSettings: [.unsafeFlags([sanitizers])]),
        .systemLibrary(name: "CFuzzer"),

        module("Classification", ["Hotline", "CResources", .product(name: "Crypto", package: "swift-crypto")]),
        module("DistrictFile", ["Classification", "Hotline", "WorkTime", .product(name: "Yams", package: "Yams")]),
        module("Hotline", ["WorkTime", .product(name: "Crypto", package: "swift-crypto")]),
        module("WorkTime", ["CResources"]),
        .target(name: "CResources", path: "Modules/CResources"),
    ],
    cLanguageStandard: .c2x
)
