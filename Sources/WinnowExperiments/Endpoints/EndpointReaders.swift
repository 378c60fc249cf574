import WinnowDomains

/// Chooses who reads what a server writes.
enum EndpointReaders {
    /// - Throws: ``ExperimentError`` when the plan's reading does not fit its problems.
    static func reader(_ plan: EndpointPlan, _ problems: EndpointProblems) throws -> any EndpointReader {
        guard let domain = problems.domain else {
            guard case .extraction(let name) = plan.reading else {
                throw ExperimentError(
                    "the problems of a file are of no domain, so nobody knows the tokens of an answer",
                    hint: "say with --extract how to find the answer")
            }
            return try TextReader(extraction: name, references: problems.references)
        }
        return try reader(plan.reading, domain, problems)
    }

    private static func reader<D: Domain>(
        _ reading: EndpointPlan.Reading, _ domain: D, _ problems: EndpointProblems
    ) throws -> any EndpointReader {
        switch reading {
        case .domainTokens: try DomainTokenReader(domain, problems.records)
        case .extraction(let name): try DomainTextReader(domain, problems.records, extraction: name)
        }
    }
}
