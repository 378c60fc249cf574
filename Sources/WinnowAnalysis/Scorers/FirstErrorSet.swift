import WinnowCore
import WinnowRandom
import WinnowReport
import WinnowStatistics
import WinnowStore

/// The labelled solutions of one problem set, and what its judges find.
struct FirstErrorSet {
    private let members: [LabelledSteps]

    /// Each problem with labels has its place.
    private let places: [RowID<ProblemRecord>: Int]

    /// Each problem is of one half, so that both have as many problems.
    private let halves: [Int]

    var problems: Int { places.count }

    init(_ members: [LabelledSteps], problems: [Stored<ProblemRecord>]) {
        self.members = members
        let labelled = Set(members.flatMap { $0.labels.keys.map(\.problem) })
        let ids = problems.filter { labelled.contains($0.id) }
        places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1.id, $0) })
        // By the problem itself: neither its place in a file nor its number counts.
        let order = ids.indices.sorted { one, other in
            Self.hash(ids[one]) < Self.hash(ids[other])
        }
        var halves = [Int](repeating: 0, count: ids.count)
        for (rank, place) in order.enumerated() { halves[place] = rank % 2 }
        self.halves = halves
    }

    private static func hash(_ problem: Stored<ProblemRecord>) -> UInt64 {
        var hash = StableHash("halves of problems")
        hash.combine(problem.record.canonicalHash)
        return hash.value
    }

    /// A judge with what it found.
    struct Judged {
        var name: String
        var errors: FirstErrors

        /// One for all problems, one for each half, or none for a judge that names steps.
        var thresholds: [Double]

        /// Solutions of which it said nothing.
        var unjudged: Int

        /// Problems of which it was asked.
        var problems: Int

        var thresholdCell: Cell {
            guard let first = thresholds.first, let last = thresholds.last else { return .missing }
            return thresholds.count == 1
                ? .estimate(first, low: nil, high: nil)
                : .estimate((first + last) / 2, low: min(first, last), high: max(first, last))
        }
    }

    /// Holds each judge's steps against the labels, of the runs that it has judged.
    ///
    /// - Throws: ``ExperimentError`` where no threshold can be chosen.
    func judged(_ choice: FirstErrorStudy.ThresholdChoice, tuned: [LabelledSteps]) throws(ExperimentError) -> [Judged] {
        var names: [String] = []
        for judge in members.flatMap(\.judges) where !names.contains(judge.name) { names.append(judge.name) }
        var judged: [Judged] = []
        for name in names { if let one = try self.judged(name, choice, tuned) { judged.append(one) } }
        return judged
    }

    private func judged(
        _ name: String, _ choice: FirstErrorStudy.ThresholdChoice, _ tuned: [LabelledSteps]
    ) throws(ExperimentError) -> Judged? {
        let asked = members.compactMap { member -> Asked? in
            let judge = member.judges.first { $0.name == name && $0.judged(of: member.labels) > 0 }
            return judge.map { (labels: member.labels, judge: $0) }
        }
        guard !asked.isEmpty else { return nil }
        var thresholds: [Double] = []
        if asked.contains(where: { if case .scores = $0.judge.says { true } else { false } }) {
            thresholds = try self.thresholds(name, choice, asked, tuned)
        }
        var (errors, unjudged) = (FirstErrors(problems: problems), 0)
        var problems: Set<RowID<ProblemRecord>> = []
        for (labels, judge) in asked {
            for (key, label) in labels {
                guard let problem = places[key.problem] else { continue }
                problems.insert(key.problem)
                var place: Int??
                switch judge.says {
                case .places(let places): place = places[key]
                case .scores(let scores):
                    let threshold = thresholds[thresholds.count == 1 ? 0 : halves[problem]]
                    place = scores[key].map { StepThreshold.firstError(in: $0, below: threshold) }
                }
                if place == nil { unjudged += 1 }
                errors.append(label: label, isFound: place == .some(label), problem: problem)
            }
        }
        return Judged(
            name: name, errors: errors, thresholds: thresholds, unjudged: unjudged, problems: problems.count)
    }

    private typealias Asked = (labels: [LabelledSteps.Key: Int?], judge: LabelledSteps.Judge)

    private func thresholds(
        _ name: String, _ choice: FirstErrorStudy.ThresholdChoice, _ asked: [Asked], _ tuned: [LabelledSteps]
    ) throws(ExperimentError) -> [Double] {
        switch choice {
        case .fixed(let threshold): return [threshold]
        case .tuned:
            let solutions = tuned.flatMap { run in
                run.judges.filter { $0.name == name }.flatMap { Self.solutions((run.labels, $0)) { _ in true } }
            }
            guard let threshold = StepThreshold.best(of: solutions) else { throw Self.nothing(name, "the tune runs") }
            return [threshold]
        case .halves:
            return try (0..<2).map { half throws(ExperimentError) in
                let solutions = asked.flatMap { asked in
                    Self.solutions(asked) { key in places[key.problem].map { halves[$0] != half } ?? false }
                }
                guard let threshold = StepThreshold.best(of: solutions) else {
                    throw Self.nothing(name, "each half of the problems")
                }
                return threshold
            }
        }
    }

    private static func nothing(_ name: String, _ part: String) -> ExperimentError {
        ExperimentError(
            "no threshold of \(name) can be chosen: \(part) must have solutions with and without a wrong step",
            hint: "give --threshold, or --tune-run with runs of other labelled problems")
    }

    /// The solutions that a threshold is chosen on.
    private static func solutions(
        _ asked: Asked, _ isChosen: (LabelledSteps.Key) -> Bool
    ) -> [StepThreshold.Solution] {
        guard case .scores(let scores) = asked.judge.says else { return [] }
        return asked.labels.compactMap { key, label in
            guard isChosen(key), let scores = scores[key] else { return nil }
            return StepThreshold.Solution(label: label, scores: scores)
        }
    }
}
