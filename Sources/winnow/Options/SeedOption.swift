import ArgumentParser

/// The seed is what all random numbers of a command derive from.
struct SeedOption: ParsableArguments {
    @Option(name: .customLong("seed"), help: "The same seed gives the same bytes.")
    var seed = SeedOption.usual

    static let usual: UInt64 = 1
}
