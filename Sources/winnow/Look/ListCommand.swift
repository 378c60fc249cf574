import ArgumentParser
import WinnowAnalysis
import WinnowReport

/// `winnow list`: what there is to choose from.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract:
            "List the domains, the strategies, the bundled models and scorers, or the runs, judges and disagreements of a "
            + "database.",
        discussion: """
            Examples:
              winnow list domains
              winnow list strategies --format markdown
              winnow list runs --db results/quickstart.db --format csv
              winnow list judges --db results/quickstart.db
              winnow list disagreements --db x.db

            Disagreements are samples of which the verdict that a file records and a grade by the reference, a domain or \
            a program differ: neither is dropped, and import --grade-by says which counts.

            The pool digest of a run is a SHA-256 over its candidates: problem hashes, sample indices, tokens and \
            log-probability bits.
            """)

    /// A subject is what can be listed.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case domains
        case strategies
        case models
        case scorers
        case runs
        case judges
        case disagreements
    }

    @Argument(help: "What to list.")
    var subject: Subject

    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: "How to write the table.")
    var format = TableFormat.terminal

    func run() throws {
        let report =
            switch subject {
            case .domains: Listing.domains()
            case .strategies: Listing.strategies()
            case .models: try Listing.models()
            case .scorers: try Listing.scorers()
            case .runs: try Listing.runs(database: database.path)
            case .judges: try Listing.judges(database: database.path)
            case .disagreements: try Listing.disagreements(database: database.path)
            }
        Terminal.write(report, as: format)
    }
}
