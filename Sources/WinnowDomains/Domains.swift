/// Every domain is registered here: command-line names, help, documentation and law tests derive from it.
public enum Domains {
    /// The list has all domains, in the order in which they are listed for users.
    public static let all: [any Domain] = [
        MazeDomain(), CountdownDomain(), ChainDomain(), UnchainDomain(), BlocksDomain(), MysteryDomain(),
        MysteryDomain(hasRandomNames: true), PlanningDomain(), PlanningDomain(isLenient: true), ColouringDomain(),
    ]

    /// These domains draw their own problems.
    public static let drawn = all.compactMap { $0 as? any DrawnDomain }

    /// These domains write their problems in tokens, for tiny models.
    public static let generated = all.compactMap { $0 as? any GeneratedDomain }

    /// These domains have traces that can be checked.
    public static let traced = all.compactMap { $0 as? any TracedDomain }

    /// Gives the domain with this name, or nil when there is none.
    public static func named(_ name: String) -> (any Domain)? {
        all.first { $0.name == name }
    }
}
