// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target, which are those of the project's own manifest.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A suite of benchmarks of some of the project's modules, in `Benchmarks/<name>`.
func suite(_ name: String, of modules: String...) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["BenchmarkSupport", .product(name: "Benchmark", package: "benchmark")]
            + modules.map { .product(name: $0, package: "winnow") },
        path: "Benchmarks/\(name)", swiftSettings: strict,
        plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

/// Benchmarks live in a package of their own, so that the project builds without them and what they need.
let package = Package(
    name: "winnow-benchmarks",
    dependencies: [
        .package(name: "winnow", path: ".."),
        // Without its traits it needs nothing from the system; what they add is the counting of allocations.
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    ],
    targets: [
        .target(
            name: "BenchmarkSupport",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"), .product(name: "WinnowRandom", package: "winnow"),
            ],
            swiftSettings: strict),
        suite("DomainBenchmarks", of: "WinnowDomains", "WinnowRandom"),
        suite("KernelBenchmarks", of: "WinnowKernels"),
        suite("ModelBenchmarks", of: "WinnowModel"),
        suite("SelectionBenchmarks", of: "WinnowRandom", "WinnowSelection"),
        suite("StatisticsBenchmarks", of: "WinnowStatistics"),
        suite("StoreBenchmarks", of: "WinnowStore"),
        .executableTarget(
            name: "EngineTimings",
            dependencies: [
                .product(name: "WinnowKernels", package: "winnow"),
                .product(name: "WinnowModel", package: "winnow"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "IntervalCoverage",
            dependencies: [
                .product(name: "WinnowRandom", package: "winnow"),
                .product(name: "WinnowStatistics", package: "winnow"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
