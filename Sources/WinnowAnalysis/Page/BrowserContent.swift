import WinnowDomains
import WinnowJSON
import WinnowRuns
import WinnowStore

/// The content is what a page shows of a candidate's completion: its trace step by step, or its text, and where a plan leads.
struct BrowserContent {
    var steps: [String] = []

    /// The trace stops being legal at this 1-based step.
    var firstIllegalStep: Int?

    /// The text stands in place of steps, where there are none.
    var text: String?

    var states: [PlanState] = []

    /// Plans of more steps are shown up to here.
    private static let longestPlan = 200

    /// Makes the function that makes the contents of a problem's candidates; the problem is read once.
    ///
    /// - Parameter symbols: of the model's tokens.
    static func maker(
        of problem: ProblemRecord, symbols: [String], _ domain: (any Domain)?
    ) -> (CandidateEntry) -> BrowserContent {
        guard let domain else {
            return { BrowserContent(text: CandidateText($0.candidate, symbols: symbols).completion ?? "") }
        }
        return maker(of: problem, symbols: symbols, domain)
    }

    private static func maker<D: Domain>(
        of problem: ProblemRecord, symbols: [String], _ domain: D
    ) -> (CandidateEntry) -> BrowserContent {
        let parsed = try? domain.problem(from: problem.specification)
        let traced = domain as? any TracedDomain<D.Problem>
        return { entry in
            let candidate = entry.candidate
            var content = BrowserContent()
            if candidate.completion == nil, candidate.traceTokens > 0, let traced {
                let tokens = candidate.tokens.map(Int.init)
                content.steps = traced.steps(of: Array(tokens.prefix(candidate.traceTokens)))
                if let check = entry.judgements.traceCheck {
                    content.firstIllegalStep =
                        check.legal == nil
                        ? parsed.flatMap { problem in
                            traced.stepLabels(of: tokens, for: problem)
                                .first { !$0.stepCorrect && $0.step < content.steps.count }?.step
                        } : check.legal == false ? check.errorStep : nil
                }
            }
            if content.steps.isEmpty {
                content.text = CandidateText(candidate, symbols: symbols).completion ?? ""
            }
            if let parsed, let answer = entry.judgements.reading?.answer {
                content.states = Array(domain.states(of: answer, for: parsed).prefix(longestPlan))
            }
            return content
        }
    }
}

/// The scene is what a page draws of a problem before any candidate: a maze, numbers and a target, stacks of blocks.
enum BrowserScene {
    /// Writes the scene; `null` for problems that are shown as text.
    static func write(_ problem: ProblemRecord, _ domain: (any Domain)?, _ writer: inout JSONWriter) {
        switch domain {
        case let maze as MazeDomain:
            guard let problem = try? maze.problem(from: problem.specification) else { break }
            return writer.writeObject { writer in
                writer.write("kind", "maze")
                writer.write(name: "size")
                writer.writeArray { writer in
                    for side in [problem.width, problem.height] { writer.write(literal: "\(side)") }
                }
                for (name, cell) in [("start", problem.start), ("goal", problem.goal)] {
                    writer.write(name: name)
                    writer.writeArray { writer in
                        for place in [cell.x, cell.y] { writer.write(literal: "\(place)") }
                    }
                }
                writer.write("walls", String(problem.isWall.map { $0 ? "#" : "." }))
            }
        case is CountdownDomain: return writer.writeObject { $0.write("kind", "countdown") }
        case let blocks as BlocksDomain:
            guard let problem = try? blocks.problem(from: problem.specification) else { break }
            return writer.writeObject { writer in
                writer.write("kind", "blocks")
                writer.write("start", problem.start.text)
                writer.write("goal", problem.goal.text)
            }
        default: break
        }
        writer.write(literal: "null")
    }
}
