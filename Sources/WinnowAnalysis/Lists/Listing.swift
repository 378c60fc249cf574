public import WinnowReport
import WinnowSelection

/// What there is to choose from: domains, strategies, bundled models and the runs of a database, as tables.
public enum Listing {
    /// The names of all strategies, in the order of tables.
    public static var strategyNames: [String] { Strategies.all.map(\.name) }

    /// The names of the rules that stop sampling early.
    public static var ruleNames: [String] { AdaptiveVote.all.map(\.name) }

    /// The domains with an example of a problem and an answer.
    public static func domains(as format: TableFormat) -> String {
        domains().rendered(as: format)
    }

    /// The strategies with what they need and what they promise.
    public static func strategies(as format: TableFormat) -> String {
        strategies().rendered(as: format)
    }

    /// The bundled models with their size, their training and their accuracy.
    ///
    /// - Throws: `ModelError` for a damaged model.
    public static func models(as format: TableFormat) throws -> String {
        try models().rendered(as: format)
    }

    /// The bundled scorers with their training and what they achieve.
    ///
    /// - Throws: ``ExperimentError`` or `ModelError` for a damaged scorer.
    public static func scorers(as format: TableFormat) throws -> String {
        try scorers().rendered(as: format)
    }

    /// The runs of a database with their configuration, counts and pool digests.
    ///
    /// - Throws: `StoreError` for a file that cannot be read.
    /// - Complexity: reads every candidate once.
    public static func runs(database path: String, as format: TableFormat) throws -> String {
        try runs(database: path).rendered(as: format)
    }
}
