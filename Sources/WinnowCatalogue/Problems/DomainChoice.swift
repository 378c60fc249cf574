public import WinnowCore
public import WinnowDomains

/// Finding a domain by the name that a user typed.
public enum DomainChoice {
    /// The names of all domains, in the order in which they are listed.
    public static var names: [String] { Domains.all.map(\.name) }

    /// The names in one line.
    public static var list: String { names.joined(separator: ", ") }

    /// The domain with this name.
    ///
    /// - Throws: ``ExperimentError`` that lists the domains there are.
    public static func named(_ name: String) throws(ExperimentError) -> any Domain {
        guard let domain = Domains.named(name) else {
            throw ExperimentError.unknown("domain", name, among: names, hint: "the domains are \(list)")
        }
        return domain
    }

    /// The domain with this name, which has lists of problems.
    ///
    /// - Throws: ``ExperimentError`` that lists the domains that have them.
    public static func drawn(_ name: String) throws(ExperimentError) -> any DrawnDomain {
        guard let domain = try named(name) as? any DrawnDomain else {
            throw ExperimentError(
                "the domain \(name) has no problems of its own",
                hint: "those that have: \(Domains.drawn.map(\.name).joined(separator: ", "))")
        }
        return domain
    }

    /// The domain with this name, for which there are or can be models of Winnow's own.
    ///
    /// - Throws: ``ExperimentError`` that lists the domains that have them.
    public static func generated(_ name: String) throws(ExperimentError) -> any GeneratedDomain {
        guard let domain = try named(name) as? any GeneratedDomain else {
            throw ExperimentError(
                "the domain \(name) has no models of its own",
                hint: "those that have: \(Domains.generated.map(\.name).joined(separator: ", "))")
        }
        return domain
    }

    /// The domain with this name, whose traces have steps.
    ///
    /// - Throws: ``ExperimentError`` that lists the domains whose traces have.
    public static func traced(_ name: String) throws(ExperimentError) -> any TracedDomain {
        guard let domain = try named(name) as? any TracedDomain else {
            throw ExperimentError(
                "nothing can follow the steps of traces in the domain \(name)",
                hint: "those with steps: \(Domains.traced.map(\.name).joined(separator: ", "))")
        }
        return domain
    }
}
