import WinnowCore
import WinnowDomains

/// Chooses who reads what a server writes.
enum EndpointReaders {
    /// - Throws: ``ExperimentError`` when the plan's reading does not fit its problems.
    static func reader(_ plan: EndpointPlan, _ problems: EndpointProblems) throws -> any EndpointReader {
        switch plan.reading {
        case .extraction(let name):
            return try CompletionTextReader(extraction: name, problems)
        case .domainTokens:
            guard let domain = problems.domain as? any GeneratedDomain else {
                throw ExperimentError(
                    "the problems of a file are of no domain, so nobody knows the tokens of an answer",
                    hint: "say with --extract how to find the answer")
            }
            return try tokenReader(domain, problems)
        }
    }

    private static func tokenReader(
        _ domain: some GeneratedDomain, _ problems: EndpointProblems
    ) throws -> any EndpointReader {
        try DomainTokenReader(domain, problems.records)
    }
}
