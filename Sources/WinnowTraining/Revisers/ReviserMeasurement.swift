import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowStatistics

/// Measures whether a reviser uses what it is told: all arms revise the same wrong answers.
struct ReviserMeasurement<D: GeneratedDomain>: Sendable {
    let domain: D
    let split: Split
    let problems: [D.Problem]
    let temperature: Double
    let seed: UInt64
    let threads: Int

    /// Samples of each problem among which wrong answers are looked for, the wrong answers of a problem, and the revisions
    /// of each.
    static var samples: Int { 4 }
    static var answers: Int { 2 }
    static var revisions: Int { 4 }

    /// The weights of each arm.
    struct Arms {
        var critiques: Parameters
        var shuffled: Parameters
        var continued: Parameters
    }

    /// - Throws: `CancellationError`; ``ExperimentError`` where the continued generator has no wrong answer.
    func measure(_ arms: Arms, observe: @escaping WorkProgress.Observer) async throws -> ReviserEvaluation {
        let draw = RevisionDraw(
            domain: domain, problems: problems, temperature: temperature, seed: seed, threads: threads)
        let firsts = try await draw.draw(
            problems.indices.map { .init(problem: $0, prompt: domain.prompt(for: problems[$0])) },
            from: arms.continued, samples: Self.samples, title: "sampling \(domain.name) \(split.rawValue)",
            observe: observe)
        let wrong = try await domain.wrongAnswers(
            among: firsts.flatMap(\.self), of: problems, most: Self.answers)
        guard !wrong.isEmpty else {
            throw ExperimentError(
                "the generator has no wrong answer on \(split.rawValue)", hint: "take a weaker --generator")
        }
        let prompts = RevisionPrompt(domain)
        func rates(
            _ parameters: Parameters, _ title: String, _ told: (Int) -> [Critique]?
        ) async throws -> [Int: [Double]] {
            let asked = wrong.indices.map { place -> RevisionDraw<D>.Asked in
                let problem = problems[wrong[place].problem]
                let prompt =
                    told(place).map {
                        prompts.tokens(for: problem, revising: wrong[place].answer, critiques: $0)
                    } ?? domain.prompt(for: problem)
                return .init(problem: wrong[place].problem, prompt: prompt)
            }
            // Asked again, a generator must not give the answers that were found wrong.
            let again = told(0) == nil
            let offset = again ? Self.samples : 0
            let drawn = try await draw.draw(
                asked, from: parameters, samples: Self.revisions + offset, title: title, observe: observe)
            var rates: [Int: [Double]] = [:]
            for (answer, candidates) in zip(wrong, drawn) {
                let right = candidates.dropFirst(offset).count { $0.isRight }
                rates[answer.problem, default: []].append(Double(right) / Double(Self.revisions))
            }
            return rates
        }
        let title = "revising \(domain.name) \(split.rawValue)"
        let baseline = try await rates(arms.continued, title) { _ in nil }
        var rows = [row(.continued, "–", baseline, nil)]
        for told in Told.allCases {
            let critiques = critiques(told, of: wrong)
            rows.append(
                row(.critiques, told.rawValue, try await rates(arms.critiques, title) { critiques[$0] }, baseline))
        }
        for told in [Told.first, .none] {
            let critiques = critiques(told, of: wrong)
            rows.append(
                row(.shuffled, told.rawValue, try await rates(arms.shuffled, title) { critiques[$0] }, baseline))
        }
        return ReviserEvaluation(
            split: split, problems: Set(wrong.map(\.problem)).count, answers: wrong.count, revisions: Self.revisions,
            temperature: temperature, rows: rows)
    }

    /// What the reviser is told of a wrong answer.
    private enum Told: String, CaseIterable {
        case first
        case all
        case none
        case shuffled
        case wrong
    }

    /// What is told of each wrong answer.
    private func critiques(_ told: Told, of wrong: [WrongAnswer]) -> [[Critique]] {
        wrong.indices.map { place in
            let own = wrong[place].critiques
            var random = domain.stream("told \(told.rawValue)", seed: seed, index: place)
            switch told {
            case .first: return Array(own.prefix(1))
            case .all: return own
            case .none: return []
            case .shuffled:
                let start = random.below(wrong.count)
                let other = wrong.indices.lazy.map { wrong[($0 + start) % wrong.count] }
                    .first { $0.problem != wrong[place].problem }
                return Array((other ?? wrong[place]).critiques.prefix(1))
            case .wrong: return [own[0].falsified(among: own, using: &random) ?? .wrong]
            }
        }
    }

    private func row(
        _ arm: ReviserArm, _ critique: String, _ rates: [Int: [Double]], _ baseline: [Int: [Double]]?
    ) -> ReviserEvaluation.Row {
        func means(_ rates: [Int: [Double]]) -> [Double] {
            rates.sorted { $0.key < $1.key }.map { $0.value.reduce(0, +) / Double($0.value.count) }
        }
        func estimate(_ values: [Double], _ interval: Interval) -> ScorerEvaluation.Estimate {
            .init(Measured(values.reduce(0, +) / Double(values.count), interval, problems: values.count))
        }
        let own = means(rates)
        let differences = baseline.map { zip(own, means($0)).map { $0 - $1 } }
        return .init(
            arm: arm, critique: critique, right: estimate(own, Interval.gaffke(of: own)),
            difference: differences.map { estimate($0, Interval.difference($0)) })
    }
}
