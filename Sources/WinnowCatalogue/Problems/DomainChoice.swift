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
            throw ExperimentError("there is no domain \"\(name)\"", hint: "the domains are \(list)")
        }
        return domain
    }
}
