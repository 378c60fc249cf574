import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowEndpoint
import WinnowInterchange
import WinnowRuns
import WinnowStore
import WinnowText

/// The problems that a server is asked about, as the store has them.
struct EndpointProblems: Sendable {
    let list: ProblemList

    /// The domain is nil for free text.
    let domain: (any Domain)?

    /// What was said before each problem, where it is a conversation.
    let earlier: [[EndpointRequest.Message]]

    init(_ plan: EndpointPlan) async throws {
        switch plan.source {
        case .domain(let domain, let split, let count): try self.init(domain, split, count)
        case .file(let path): try await self.init(linesOf: path, fields: plan.problemFields)
        }
    }

    private init<D: DrawnDomain>(_ domain: D, _ split: Split, _ count: Int) throws {
        guard count > 0 else { throw ExperimentError("no problems were asked for", hint: "give positive --problems") }
        let list = try FrozenSet.load(split, of: domain, first: count)
        self.list = ProblemList(
            ProblemSetRecord(
                domain: domain.name, name: list.name, version: list.version, sha256: FrozenSet.sha256(split, of: domain)
            ),
            FrozenSet.records(list, of: domain, first: count))
        self.domain = domain
        earlier = list.problems.map { _ in [] }
    }

    private init(linesOf path: String, fields: [String: String]) async throws {
        let problems = try await Self.problems(in: path, fields)
        guard !problems.isEmpty else {
            throw ExperimentError("'\(path)' has no problems", hint: "write one on each line")
        }
        var seen: [ExactText: Int] = [:]
        var digest = Digest()
        var records: [ProblemRecord] = []
        for (place, problem) in problems.enumerated() {
            let earlier = problem.earlier.map { "\($0.role): \($0.content)\n\n" }.joined()
            let name = problem.id ?? earlier + problem.prompt
            if let other = seen[ExactText(name)] {
                throw ExperimentError(
                    "lines \(other) and \(problem.line) of '\(path)' are the same problem",
                    hint: "give each another problem_id")
            }
            seen[ExactText(name)] = problem.line
            digest.combine(name)
            digest.combine(problem.prompt)
            if !earlier.isEmpty { digest.combine(earlier) }
            // As an import of the same problem has it, so that the two can be compared.
            var hash = Digest()
            hash.combine(TextRuns.domain)
            hash.combine(name)
            records.append(
                ProblemRecord(
                    position: place + 1, canonicalHash: hash.hexadecimal, difficulty: problem.difficulty ?? "unknown",
                    split: Split.test.rawValue, specification: name, prompt: problem.prompt))
        }
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        list = ProblemList(
            ProblemSetRecord(domain: TextRuns.domain, name: name, version: 1, sha256: digest.hexadecimal), records,
            references: problems.map(\.reference))
        earlier = problems.map { problem in
            problem.earlier.map { EndpointRequest.Message(role: $0.role, content: $0.content) }
        }
        domain = nil
    }

    private static func problems(
        in path: String, _ fields: [String: String]
    ) async throws -> [RecordedProblem] {
        let mapping = try ImportRequest.mapping(fields)
        guard path == TextLines.standardInput else { return try await RecordedProblem.all(in: path, fields: mapping) }
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-\(UUID().uuidString).jsonl")
            .path
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileHandle.standardInput.readDataToEndOfFile().write(to: URL(filePath: copy))
        return try await RecordedProblem.all(in: copy, fields: mapping)
    }
}
