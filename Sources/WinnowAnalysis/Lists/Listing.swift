public import WinnowReport
import WinnowSelection

/// What there is to choose from: domains, strategies, bundled models and the runs of a database, as tables.
public enum Listing {
    /// The names of all strategies, in the order of tables.
    public static var strategyNames: [String] { Strategies.all.map(\.name) }

    /// The names of the rules that stop sampling early.
    public static var ruleNames: [String] { AdaptiveVote.all.map(\.name) }

    /// The domains with an example of a problem and an answer.
    public static func domains() -> Report { Report(domainsTable()) }

    /// The strategies with what they need and what they promise.
    public static func strategies() -> Report { Report(strategiesTable()) }

    /// The bundled models with their size, their training and their accuracy.
    ///
    /// - Throws: `ModelError` for a damaged model.
    public static func models() throws -> Report { Report(try modelsTable()) }

    /// The bundled scorers with their training and what they achieve.
    ///
    /// - Throws: ``ExperimentError`` or `ModelError` for a damaged scorer.
    public static func scorers() throws -> Report { Report(try scorersTable()) }

    /// The runs of a database with their configuration, counts and pool digests.
    ///
    /// - Throws: `StoreError` for a file that cannot be read.
    /// - Complexity: reads every candidate once.
    public static func runs(database path: String) throws -> Report { Report(try runsTable(database: path)) }
}
