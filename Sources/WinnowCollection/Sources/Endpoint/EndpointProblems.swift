import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowEndpoint
import WinnowRuns
import WinnowStore
import WinnowText

/// The problems that a server is asked about, as the store has them.
struct EndpointProblems: Sendable {
    let list: ProblemList

    /// The domain is nil for free text.
    let domain: (any Domain)?

    init(_ plan: EndpointPlan) throws {
        switch plan.source {
        case .domain(let domain, let split, let count): try self.init(domain, split, count)
        case .file(let path): try self.init(linesOf: path)
        }
    }

    private init<D: GeneratedDomain>(_ domain: D, _ split: Split, _ count: Int) throws {
        guard count > 0 else { throw ExperimentError("no problems were asked for", hint: "give positive --problems") }
        let list = try FrozenSet.load(split, of: domain, atLeast: count)
        self.list = ProblemList(
            ProblemSetRecord(
                domain: domain.name, name: list.name, version: list.version, sha256: FrozenSet.sha256(list, of: domain)),
            FrozenSet.records(list, of: domain, first: count))
        self.domain = domain
    }

    /// A line of a file of problems.
    private struct Line: Decodable {
        var prompt: String
        var problemID: String?
        var reference: String?
        var difficulty: String?

        /// With U+FFFD for NUL, at which a text ends in SQLite; as an import has it.
        var storable: Line {
            func storable(_ text: String) -> String {
                String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
            }
            return Line(
                prompt: storable(prompt), problemID: problemID.map(storable), reference: reference.map(storable),
                difficulty: difficulty.map(storable))
        }

        private enum CodingKeys: String, CodingKey {
            case prompt
            case problemID = "problem_id"
            case reference
            case difficulty
        }
    }

    private init(linesOf path: String) throws {
        var lines: [(number: Int, line: Line)] = []
        var bad: Int?
        var number = 0
        try TextLines.forEach(in: path) { text in
            number += 1
            guard !text.allSatisfy(\.isWhitespace) else { return }
            if let line = try? JSONDecoder().decode(Line.self, from: Data(text.utf8)) {
                lines.append((number, line.storable))
            } else {
                bad = bad ?? number
            }
        }
        if let bad {
            throw ExperimentError(
                "line \(bad) of '\(path)' is no problem",
                hint: #"write {"prompt": "…"} on each line, and problem_id, reference and difficulty if known"#)
        }
        guard !lines.isEmpty else { throw ExperimentError("'\(path)' has no problems", hint: "write one on each line") }
        var seen: [ExactText: Int] = [:]
        var digest = Digest()
        var records: [ProblemRecord] = []
        for (place, (number, line)) in lines.enumerated() {
            let name = line.problemID ?? line.prompt
            if let other = seen[ExactText(name)] {
                throw ExperimentError(
                    "lines \(other) and \(number) of '\(path)' are the same problem",
                    hint: "give each another problem_id")
            }
            seen[ExactText(name)] = number
            digest.combine(name)
            digest.combine(line.prompt)
            // As an import of the same problem has it, so that the two can be compared.
            var hash = Digest()
            hash.combine(TextRuns.domain)
            hash.combine(name)
            records.append(
                ProblemRecord(
                    position: place + 1, canonicalHash: hash.hexadecimal, difficulty: line.difficulty ?? "unknown",
                    split: Split.test.rawValue, specification: name, prompt: line.prompt))
        }
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        list = ProblemList(
            ProblemSetRecord(domain: TextRuns.domain, name: name, version: 1, sha256: digest.hexadecimal), records,
            references: lines.map(\.line.reference))
        domain = nil
    }
}
