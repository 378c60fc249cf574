import ArgumentParser

/// The option says that problems come in clusters.
struct ClusterOption: ParsableArguments {
    @Flag(
        name: .customLong("cluster"),
        help: "Take intervals and tests over clusters of problems, as kept by import --field cluster=PATH.")
    var isAsked = false
}
