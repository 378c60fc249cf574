// swift-tools-version: 6.2
import PackageDescription

/// Benchmarks live in a package of their own, so that the project builds without them.
let package = Package(
    name: "winnow-benchmarks",
    dependencies: [.package(name: "winnow", path: "..")],
    targets: [
        .executableTarget(
            name: "EstimatorBenchmark",
            dependencies: [
                .product(name: "WinnowRandom", package: "winnow"),
                .product(name: "WinnowSelection", package: "winnow"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .strictMemorySafety(),
                .treatAllWarnings(as: .error),
            ]),
        .executableTarget(
            name: "EngineTimings",
            dependencies: [
                .product(name: "WinnowKernels", package: "winnow"),
                .product(name: "WinnowModel", package: "winnow"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .strictMemorySafety(),
                .treatAllWarnings(as: .error),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
