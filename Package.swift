// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target: language mode 6 comes from the package; the upcoming features make imports explicit
/// (SE-0335, SE-0409, SE-0444, SE-0461), memory safety strict (SE-0458) and every warning an error (SE-0480).
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// AVX2 and FMA for the kernels; `WINNOW_PORTABLE=1 swift build` leaves them out, at another kernel path.
let portable = Context.environment["WINNOW_PORTABLE"] != nil
let vectorized: [String] = portable ? [] : ["-Xcc", "-mavx2", "-Xcc", "-mfma"]

/// Numeric modules are optimised in debug builds too, so that the tests run them at full speed.
let numeric: [SwiftSetting] = strict + [.unsafeFlags(["-O"])]
let kernels: [SwiftSetting] =
    strict + [.unsafeFlags(["-O"] + vectorized)] + (portable ? [.define("WINNOW_PORTABLE")] : [])

/// `WINNOW_STATIC=1`, which `make dist` sets: Swift's libraries are linked in, and HTTP is left to the program curl.
let isStatic = Context.environment["WINNOW_STATIC"] != nil

/// `WINNOW_DOCS=1`, which `make docs` sets, adds the plugin that makes a site of the documentation; other builds do without.
let documentation: [Package.Dependency] =
    Context.environment["WINNOW_DOCS"] == nil
    ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin.git", exact: "1.5.0")]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "winnow",
    products: [
        .executable(name: "winnow", targets: ["winnow"]),
        // For the benchmarks, which are a package of their own.
        .library(name: "WinnowDomains", targets: ["WinnowDomains"]),
        .library(name: "WinnowKernels", targets: ["WinnowKernels"]),
        .library(name: "WinnowModel", targets: ["WinnowModel"]),
        .library(name: "WinnowRandom", targets: ["WinnowRandom"]),
        .library(name: "WinnowSelection", targets: ["WinnowSelection"]),
        .library(name: "WinnowStatistics", targets: ["WinnowStatistics"]),
        .library(name: "WinnowStore", targets: ["WinnowStore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        // Which swift-subprocess names descriptors and paths by.
        .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", exact: "1.0.2", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", exact: "2.1.1"),
    ] + documentation,
    targets: [
        .target(name: "WinnowBounds", swiftSettings: numeric),
        .target(
            name: "WinnowJSON", dependencies: ["WinnowBounds", "WinnowText"],
            swiftSettings: numeric + [.enableExperimentalFeature("Lifetimes")]),
        .target(name: "WinnowRandom", swiftSettings: numeric),
        .target(name: "WinnowText", swiftSettings: numeric),
        .target(name: "CProcessor"),
        .target(name: "WinnowKernels", dependencies: ["CProcessor"], swiftSettings: kernels),
        .target(name: "WinnowModel", dependencies: ["WinnowKernels", "WinnowRandom"], swiftSettings: numeric),
        .target(name: "WinnowDomains", dependencies: ["WinnowBounds", "WinnowRandom"], swiftSettings: numeric),
        .target(name: "WinnowStatistics", dependencies: ["WinnowRandom"], swiftSettings: numeric),
        .target(
            name: "WinnowSelection", dependencies: ["WinnowRandom", "WinnowStatistics"], swiftSettings: numeric),
        .target(name: "WinnowScoring", dependencies: ["WinnowModel", "WinnowSelection"], swiftSettings: numeric),
        .target(name: "WinnowStore", dependencies: ["WinnowBounds", "WinnowText", grdb], swiftSettings: strict),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "WinnowCompression", dependencies: ["CZlib", "CZstd"], swiftSettings: strict),
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "WinnowDigest", dependencies: ["CCrypto"], swiftSettings: strict),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        .target(
            name: "WinnowYAML", dependencies: ["CYAML", "WinnowBounds", "WinnowJSON", "WinnowText"],
            swiftSettings: strict),
        // What an answer is: thoughts, the final answer, its normal form. Texts in, values out.
        .target(name: "WinnowAnswers", dependencies: ["WinnowBounds", "WinnowText"], swiftSettings: numeric),
        .target(
            name: "WinnowInterchange",
            dependencies: [
                "WinnowAnswers", "WinnowBounds", "WinnowCompression", "WinnowCore", "WinnowJSON", "WinnowMessages",
                "WinnowText", "WinnowYAML",
            ],
            swiftSettings: numeric),
        // What a conversation says, whether a file or a server has it.
        .target(name: "WinnowMessages", dependencies: ["WinnowJSON"], swiftSettings: strict),
        .target(
            name: "WinnowReport", dependencies: ["WinnowBounds", "WinnowJSON", "WinnowStatistics", "WinnowText"],
            swiftSettings: strict),
        // A report as one HTML file: its templates, script and style sheet are compiled in, and need no folder beside the
        // program.
        .target(
            name: "WinnowPage",
            dependencies: ["WinnowBounds", "WinnowDigest", "WinnowReport", "WinnowText", mustache],
            resources: [
                .embedInCode("Resources/page.css"), .embedInCode("Resources/page.js"),
                .embedInCode("Resources/page.mustache"), .embedInCode("Resources/section.mustache"),
            ], swiftSettings: strict),
        // The one target that may start programs.
        .target(name: "WinnowProcess", dependencies: [subprocess, system], swiftSettings: strict),
        .target(
            name: "WinnowEndpoint",
            dependencies: [
                "WinnowBounds", "WinnowJSON", "WinnowMessages", "WinnowProcess", "WinnowRandom", "WinnowText",
            ],
            swiftSettings: strict + (isStatic ? [.define("WINNOW_STATIC")] : [])),
        // What every part of the program may use: errors that say what to do, progress, digests.
        .target(
            name: "WinnowCore", dependencies: ["WinnowBounds", "WinnowDigest", "WinnowKernels"], swiftSettings: strict),
        // What a stored run is, for those that write runs and for those that read them.
        .target(
            name: "WinnowRuns",
            dependencies: [
                "WinnowCore", "WinnowDomains", "WinnowJSON", "WinnowRandom", "WinnowSelection", "WinnowStore",
            ],
            swiftSettings: strict),
        .target(
            name: "WinnowCatalogue",
            dependencies: [
                "WinnowCore", "WinnowDomains", "WinnowModel", "WinnowRandom", "WinnowScoring", "WinnowSelection",
                "WinnowStatistics",
            ],
            resources: [.copy("Models")], swiftSettings: strict),
        // Fills databases. It and WinnowAnalysis, which reads them, know nothing of each other.
        .target(
            name: "WinnowCollection",
            dependencies: [
                "WinnowAnswers", "WinnowBounds", "WinnowCatalogue", "WinnowCore", "WinnowDomains", "WinnowEndpoint",
                "WinnowInterchange", "WinnowJSON", "WinnowKernels", "WinnowMessages", "WinnowModel", "WinnowProcess",
                "WinnowRandom", "WinnowReport",
                "WinnowRuns", "WinnowScoring", "WinnowSelection", "WinnowStatistics", "WinnowStore", "WinnowText",
            ],
            swiftSettings: strict),
        // The rules of other projects that say what is right, beside Winnow's own.
        .target(name: "WinnowAudit", dependencies: ["WinnowDomains"], swiftSettings: numeric),
        .target(
            name: "WinnowAnalysis",
            dependencies: [
                "WinnowAnswers", "WinnowAudit", "WinnowBounds", "WinnowCatalogue", "WinnowCore", "WinnowDomains",
                "WinnowJSON",
                "WinnowModel",
                "WinnowProcess", "WinnowRandom", "WinnowReport", "WinnowRuns", "WinnowScoring", "WinnowSelection",
                "WinnowStatistics", "WinnowStore", "WinnowText",
            ],
            swiftSettings: strict),
        // Runs as files for others: exports, packs, merged databases.
        .target(
            name: "WinnowExchange",
            dependencies: [
                "WinnowAnalysis", "WinnowCatalogue", "WinnowCore", "WinnowInterchange", "WinnowJSON", "WinnowMessages",
                "WinnowModel", "WinnowProcess", "WinnowRandom", "WinnowReport", "WinnowRuns", "WinnowStore",
                "WinnowText",
            ],
            swiftSettings: strict),
        .target(
            name: "WinnowTraining",
            dependencies: [
                "WinnowBounds", "WinnowCatalogue", "WinnowCore", "WinnowDomains", "WinnowModel", "WinnowRandom",
                "WinnowScoring", "WinnowSelection", "WinnowStatistics",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "winnow",
            dependencies: [
                "WinnowAnalysis", "WinnowAnswers", "WinnowBounds", "WinnowCatalogue", "WinnowCollection", "WinnowCore",
                "WinnowDomains", "WinnowEndpoint", "WinnowExchange", "WinnowInterchange", "WinnowModel", "WinnowPage",
                "WinnowReport", "WinnowRuns", "WinnowScoring", "WinnowSelection", "WinnowText", "WinnowTraining",
                argumentParser,
            ],
            swiftSettings: strict),

        .testTarget(name: "WinnowBoundsTests", dependencies: ["TestGuards", "WinnowBounds"], swiftSettings: strict),
        .testTarget(
            name: "WinnowJSONTests", dependencies: ["WinnowBounds", "WinnowJSON", "WinnowText"], swiftSettings: strict),
        .testTarget(
            name: "WinnowYAMLTests", dependencies: ["WinnowBounds", "WinnowJSON", "WinnowYAML"], swiftSettings: strict),
        .testTarget(name: "WinnowDigestTests", dependencies: ["TestGuards", "WinnowDigest"], swiftSettings: strict),
        .testTarget(name: "WinnowTextTests", dependencies: ["TestGuards", "WinnowText"], swiftSettings: strict),
        .testTarget(name: "WinnowRandomTests", dependencies: ["TestGuards", "WinnowRandom"], swiftSettings: strict),
        .testTarget(
            name: "WinnowKernelsTests", dependencies: ["TestGuards", "WinnowKernels", "WinnowRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowModelTests", dependencies: ["TestGuards", "WinnowKernels", "WinnowModel", "WinnowRandom"],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "WinnowDomainsTests", dependencies: ["TestGuards", "WinnowBounds", "WinnowDomains", "WinnowRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowAuditTests", dependencies: ["TestGuards", "WinnowAudit", "WinnowDomains", "WinnowRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowStatisticsTests", dependencies: ["TestGuards", "WinnowRandom", "WinnowStatistics"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowSelectionTests",
            dependencies: ["TestGuards", "WinnowRandom", "WinnowSelection", "WinnowStatistics"],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "WinnowScoringTests",
            dependencies: ["TestGuards", "WinnowModel", "WinnowRandom", "WinnowScoring", "WinnowSelection"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowStoreTests", dependencies: ["TestGuards", "WinnowStore", grdb], exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowAnswersTests", dependencies: ["TestGuards", "WinnowAnswers", "WinnowText"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowInterchangeTests",
            dependencies: [
                "TestGuards", "WinnowAnswers", "WinnowBounds", "WinnowInterchange", "WinnowJSON", "WinnowMessages",
                "WinnowText",
            ],
            exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowProcessTests", dependencies: ["WinnowProcess"], swiftSettings: strict),
        .testTarget(
            name: "WinnowEndpointTests",
            dependencies: ["TestGuards", "WinnowEndpoint", "WinnowJSON", "WinnowMessages"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowReportTests", dependencies: ["TestGuards", "WinnowReport", "WinnowText"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowPageTests", dependencies: ["WinnowDigest", "WinnowPage", "WinnowReport"],
            swiftSettings: strict),
        // What keeps tests from passing without looking: loops over nothing, snapshots that are written anew.
        .target(name: "TestGuards", path: "Tests/Guards", swiftSettings: strict),
        // What tests of several modules share: folders that are deleted, models of a few weights.
        .target(
            name: "TestSupport", dependencies: ["WinnowCatalogue", "WinnowDomains", "WinnowModel"],
            path: "Tests/Support", swiftSettings: strict),
        .testTarget(
            name: "WinnowRunsTests", dependencies: ["WinnowCore", "WinnowDomains", "WinnowRuns", "WinnowStore"],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowCatalogueTests",
            dependencies: [
                "TestSupport", "WinnowCatalogue", "WinnowCore", "WinnowDomains", "WinnowModel", "WinnowStore",
            ],
            swiftSettings: strict),
        // What is collected is read back as an analysis reads it.
        .testTarget(
            name: "WinnowCollectionTests",
            dependencies: [
                "TestGuards", "TestSupport", "WinnowAnalysis", "WinnowAnswers", "WinnowCatalogue", "WinnowCollection",
                "WinnowCore",
                "WinnowDomains",
                "WinnowInterchange", "WinnowModel", "WinnowRandom", "WinnowReport", "WinnowRuns", "WinnowScoring",
                "WinnowSelection", "WinnowStore",
            ],
            swiftSettings: strict),
        // The runs written by hand get their judgements as sampled ones do.
        .testTarget(
            name: "WinnowAnalysisTests",
            dependencies: [
                "TestGuards", "TestSupport", "WinnowAnalysis", "WinnowCatalogue", "WinnowCollection", "WinnowCore",
                "WinnowDomains", "WinnowJSON",
                "WinnowModel", "WinnowRandom", "WinnowReport", "WinnowRuns", "WinnowSelection", "WinnowStatistics",
                "WinnowStore",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowTrainingTests",
            dependencies: [
                "TestGuards", "TestSupport", "WinnowCatalogue", "WinnowCore", "WinnowDomains", "WinnowModel",
                "WinnowRandom",
                "WinnowScoring",
                "WinnowTraining",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowExchangeTests",
            dependencies: [
                "TestGuards", "TestSupport", "WinnowAnalysis", "WinnowCatalogue", "WinnowCollection", "WinnowDomains",
                "WinnowCore", "WinnowExchange", "WinnowModel", "WinnowRuns",
                "WinnowReport", "WinnowStore", grdb,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WinnowCommandTests",
            dependencies: [
                "TestGuards", "TestSupport", "WinnowAnalysis", "WinnowBounds", "WinnowCatalogue", "WinnowCollection",
                "WinnowCore",
                "WinnowDomains",
                "WinnowEndpoint", "WinnowRandom", "WinnowRuns", "WinnowScoring", "WinnowSelection", "WinnowStore",
                "winnow", argumentParser,
            ],
            exclude: ["Servers/judge.py", "Servers/server.py", "Snapshots"], swiftSettings: strict),

        // Compares the pages of the documentation with what they are made from, and tries their examples.
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "TestGuards", "WinnowDomains", "WinnowInterchange", "WinnowJSON", "WinnowSelection", "WinnowStore",
                "winnow", argumentParser, grdb,
            ],
            swiftSettings: strict),

        // Replays its corpora; with --sanitize fuzzer it looks for more of them.
        .target(name: "CFuzzEntry", path: "Tests/Fuzz/Entry"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CFuzzEntry", "WinnowAnalysis", "WinnowAnswers", "WinnowCatalogue", "WinnowCollection", "WinnowCore",
                "WinnowDomains",
                "WinnowEndpoint", "WinnowExchange", "WinnowInterchange", "WinnowJSON", "WinnowModel", "WinnowReport",
                "WinnowRuns", "WinnowStore", "WinnowText", grdb,
            ],
            path: "Tests/Fuzz", exclude: ["Corpus", "Entry", "README.md", "run", "words.dict"],
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]),
        .testTarget(name: "FuzzTests", swiftSettings: strict),
        .testTarget(name: "GuardTests", dependencies: ["TestGuards"], path: "Tests/GuardTests", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
