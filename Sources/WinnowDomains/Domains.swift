/// The registry: command-line names, help, documentation and law tests derive from it.
public enum Domains {
    /// All domains, in the order in which they are listed.
    public static let all: [any Domain] = [MazeDomain(), CountdownDomain(), ChainDomain(), UnchainDomain()]

    /// The domains among them that draw their own problems, for tiny models.
    public static let generated = all.compactMap { $0 as? any GeneratedDomain }

    /// The domains among them whose traces can be checked.
    public static let traced = all.compactMap { $0 as? any TracedDomain }

    /// Gives the domain with this name, or nil when there is none.
    public static func named(_ name: String) -> (any Domain)? {
        all.first { $0.name == name }
    }
}
