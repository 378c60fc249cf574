import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowInterchange
import WinnowRuns
import WinnowStore
import WinnowText

/// The problem set of an import: finds the place of each problem that a file names, and adds those that are new.
struct ImportedProblems {
    let set: RowID<ProblemSetRecord>

    /// A problem as candidates refer to it.
    struct Place {
        let id: RowID<ProblemRecord>
        let position: Int
        let specification: String

        /// The reference is nil when the file gives none.
        let reference: String?
    }

    private let store: Store
    private let domain: (any Domain)?
    private let target: Int?

    /// What files hold that records name instead of texts, by their paths.
    private var files: [String: Result<String, RecordFault>] = [:]
    /// The problems of runs that batches name, by run and position.
    private var askedRuns: [Int: [Int: ImportedProblem]] = [:]
    private var positions: [String: (id: RowID<ProblemRecord>, position: Int)]
    private var references: [RowID<ProblemRecord>: String]
    private var next: Int

    /// Problems that were seen with another reference than the one that is kept.
    private(set) var otherReferences: Set<RowID<ProblemRecord>> = []

    /// The clusters that are kept, and the problems that were seen with another one.
    private(set) var clusters: [RowID<ProblemRecord>: String]
    private(set) var otherClusters: Set<RowID<ProblemRecord>> = []

    init(
        _ set: RowID<ProblemSetRecord>, domain: (any Domain)?, target: Int?, in store: Store
    ) throws {
        self.set = set
        self.store = store
        self.domain = domain
        self.target = target
        positions = try store.problemPlaces(in: set)
        references = try store.references(of: set)
        clusters = try store.clusters(of: set)
        next = (positions.values.map(\.position).max() ?? 0) + 1
    }

    var count: Int { positions.count }

    /// The places of problems; new ones are stored at the end of the set, in the order given.
    ///
    /// - Parameter folder: of the records, from which the paths of files lead.
    /// - Returns: for each problem its place, or why it has none.
    mutating func places(of named: [ImportedProblem], from folder: URL) throws -> [Result<Place, RecordFault>] {
        var problems: [ImportedProblem] = []
        for problem in named { problems.append(try self.known(problem)) }
        var known: [ImportedProblem: Result<ProblemRecord, RecordFault>] = [:]
        var new: [ProblemRecord] = []
        var hashes: Set<String> = []
        for problem in problems where known[problem] == nil {
            let record = Result { () throws(RecordFault) in try self.record(of: try whole(problem, folder)) }
            known[problem] = record
            if var record = try? record.get(), positions[record.canonicalHash] == nil,
                hashes.insert(record.canonicalHash).inserted
            {
                record.position = next + new.count
                new.append(record)
            }
        }
        let ids = try store.findOrInsert(new, in: set)
        for (id, record) in zip(ids, new) { positions[record.canonicalHash] = (id, record.position) }
        next += new.count
        try keepReferences(problems, known)
        try keepClusters(problems, known)
        return problems.map { problem in
            known[problem, default: .failure(RecordFault("it names no problem"))].flatMap { record in
                guard let place = positions[record.canonicalHash] else {
                    return .failure(RecordFault("its problem is not stored"))
                }
                return .success(
                    Place(
                        id: place.id, position: place.position, specification: record.specification,
                        reference: references[place.id]))
            }
        }
    }

    /// The problem as a run of this database has it, where it is called by the run's number; as it is where there is no such
    /// run, or where it has no such problem.
    private mutating func known(_ problem: ImportedProblem) throws -> ImportedProblem {
        guard let asked = problem.asked else { return problem }
        if askedRuns[asked.run] == nil {
            guard let run = try store.run(number: Int64(asked.run)) else {
                askedRuns[asked.run] = [:]
                return problem
            }
            let references = try store.references(of: run.record.problemSet)
            askedRuns[asked.run] = Dictionary(
                try store.problems(in: run.record.problemSet).map { stored in
                    let record = stored.record
                    return (
                        record.position,
                        ImportedProblem(
                            id: record.specification, prompt: record.prompt, specification: record.specification,
                            reference: references[stored.id], difficulty: record.difficulty)
                    )
                }, uniquingKeysWith: { first, _ in first })
        }
        return askedRuns[asked.run]?[asked.position] ?? problem
    }

    /// The problem with the texts of the files it names.
    private mutating func whole(_ problem: ImportedProblem, _ folder: URL) throws(RecordFault) -> ImportedProblem {
        guard !problem.texts.isEmpty else { return problem }
        var parts: [String] = []
        for text in problem.texts {
            guard domain != nil, !text.contains("(") else {
                parts.append(text)
                continue
            }
            let path = URL(fileURLWithPath: text, relativeTo: folder).path
            let content = files[path] ?? Result { () throws(RecordFault) in try Self.contents(of: path) }
            files[path] = content
            parts.append(try content.get())
        }
        var problem = problem
        problem.specification = parts.joined(separator: "\n")
        return problem
    }

    /// Reads a file that a record names: a regular one, as nobody asked for what pipes and devices have, and for ever.
    private static func contents(of path: String) throws(RecordFault) -> String {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        guard (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true else {
            throw RecordFault("there is no file '\(path)'")
        }
        do throws(ExperimentError) {
            return try WholeText.contents(of: path)
        } catch {
            throw RecordFault("\(error)")
        }
    }

    /// Keeps the first reference of each problem, in the order of the file.
    private mutating func keepReferences(
        _ problems: [ImportedProblem], _ records: [ImportedProblem: Result<ProblemRecord, RecordFault>]
    ) throws {
        var answers: [RowID<ProblemRecord>: String] = [:]
        for problem in problems {
            guard let answer = problem.reference, let record = try? records[problem]?.get(),
                let place = positions[record.canonicalHash]
            else { continue }
            if let kept = references[place.id] {
                if ExactText(kept) != ExactText(answer) { otherReferences.insert(place.id) }
            } else {
                answers[place.id] = answer
                references[place.id] = answer
            }
        }
        guard !answers.isEmpty else { return }
        otherReferences.formUnion(try store.setReferences(answers))
    }

    /// Keeps the first cluster of each problem, in the order of the file.
    private mutating func keepClusters(
        _ problems: [ImportedProblem], _ records: [ImportedProblem: Result<ProblemRecord, RecordFault>]
    ) throws {
        var named: [RowID<ProblemRecord>: String] = [:]
        for problem in problems {
            guard let cluster = problem.cluster, let record = try? records[problem]?.get(),
                let place = positions[record.canonicalHash]
            else { continue }
            if let kept = clusters[place.id] ?? named[place.id] {
                if ExactText(kept) != ExactText(cluster) { otherClusters.insert(place.id) }
            } else {
                named[place.id] = cluster
            }
        }
        guard !named.isEmpty else { return }
        otherClusters.formUnion(try store.setClusters(named))
        clusters.merge(named) { kept, _ in kept }
    }

    /// The problem as a row, its position left open.
    private func record(of problem: ImportedProblem) throws(RecordFault) -> ProblemRecord {
        guard let domain else {
            // The name tells problems apart where there is one: two prompts may ask for the same.
            let name = problem.id ?? problem.prompt ?? problem.specification ?? ""
            var digest = Digest()
            digest.combine(TextRuns.domain)
            digest.combine(name)
            return ProblemRecord(
                position: 0, canonicalHash: digest.hexadecimal, difficulty: problem.difficulty ?? "unknown",
                split: Split.test.rawValue, specification: name, prompt: problem.prompt ?? name)
        }
        return try record(of: problem, domain)
    }

    private func record<D: Domain>(of problem: ImportedProblem, _ domain: D) throws(RecordFault) -> ProblemRecord {
        let instance = try ProblemText(domain: domain, target: target).problem(of: problem)
        let specification = domain.specification(of: instance)
        return ProblemRecord(
            position: 0, canonicalHash: FrozenSet.hash(instance, of: domain),
            difficulty: problem.difficulty ?? domain.difficultyLabel(of: instance), split: Split.test.rawValue,
            specification: specification, prompt: problem.prompt ?? specification)
    }
}

/// Finds a domain's problem in what a recorded file says of it.
///
/// The problem is looked for, in this order, in the field that holds nothing else (`puzzle`, `numbers`, or the one that
/// was named), in the prompt, and in what the file calls the problem; the domain says how each text may be read.
struct ProblemText<D: Domain> {
    let domain: D

    /// The number that the user gives; nil where the domain takes none or the texts say it.
    let target: Int?

    /// - Throws: ``RecordFault`` when there is none.
    func problem(of imported: ImportedProblem) throws(RecordFault) -> D.Problem {
        if !imported.texts.isEmpty, let text = imported.specification {
            // The record says where its problem is: nothing else is looked at, and what is wrong with it is told.
            do throws(ProblemError) {
                return try domain.problem(from: text)
            } catch {
                throw RecordFault("the \(domain.name) problem cannot be read: \(error)")
            }
        }
        let texts = [imported.specification, imported.prompt, imported.id].compactMap(\.self)
        for text in texts {
            for reading in domain.specifications(in: text, reference: imported.reference, target: target) {
                if let problem = try? domain.problem(from: reading) { return problem }
            }
        }
        let seen = texts.first.map { " in \"\($0.prefix(60))\"" } ?? ""
        let advice = domain.takesTarget && target == nil ? "; is --target missing?" : ""
        throw RecordFault("there is no \(domain.name) problem\(seen)\(advice)")
    }
}
