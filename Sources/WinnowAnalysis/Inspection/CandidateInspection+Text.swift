import Foundation
import WinnowCore
import WinnowRuns
import WinnowText

extension CandidateInspection {
    /// Writes all fields as a JSON object; ends with a line break.
    ///
    /// - Throws: an encoding error for a number that is not finite.
    public func json() throws -> String { try ReadableJSON.text(self) }

    /// Writes the candidate for people: the problem drawn, the trace with its first illegal step marked, the
    /// judgements.
    ///
    /// - Parameters:
    ///   - width: the columns at which long lines are wrapped.
    ///   - isColored: whether to use the terminal's colours.
    public func text(width: Int, isColored: Bool) -> String {
        let page = InspectionPage(width: width, isColored: isColored)
        let title =
            "Run \(run.number): \(run.domain) \(run.model), "
            + (run.temperature.map { $0 == 0 ? "greedy" : "temperature \($0), seed \(run.seed)" } ?? "imported")
        let header = [
            page.bold(VisibleText.shown(title)),
            VisibleText.shown(
                "Problem \(problem.position) of \(run.problemSet) (\(problem.difficulty)), sample \(sample)"),
        ]
        let sections = [
            header,
            [page.bold("Problem")] + page.indented(problem.drawing) + page.wrapped("", problem.specification),
            [page.bold("Prompt (\(tokens.prompt) tokens)")] + page.wrapped("", problem.prompt),
            isText ? completionLines(page) : traceLines(page),
            stageLines(page),
            answerLines(page),
            costLines(page),
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func completionLines(_ page: InspectionPage) -> [String] {
        [page.bold("Completion")]
            + completion.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
                page.wrapped("", String($0))
            }
    }

    // MARK: Trace

    private func traceLines(_ page: InspectionPage) -> [String] {
        let title = page.bold("Trace (\(steps.count) steps, \(tokens.trace) tokens): ") + traceSummary(page)
        let digits = "\(steps.count)".count
        var lines = [title]
        for (index, step) in steps.enumerated() {
            let number = String(repeating: " ", count: digits - "\(index + 1)".count) + "\(index + 1)"
            guard index + 1 == firstIllegalStep else {
                lines += page.wrapped("  \(number)  ", step)
                continue
            }
            lines += page.wrapped("✗ \(number)  ", step).map(page.red)
            lines += page.wrapped(String(repeating: " ", count: digits + 4), "└ \(stepError)").map(page.red)
        }
        // The error may be that a step is missing.
        if let step = firstIllegalStep, !steps.indices.contains(step - 1) {
            lines += page.wrapped("✗ ", stepError).map(page.red)
        }
        return lines
    }

    private func traceSummary(_ page: InspectionPage) -> String {
        guard let traceCheck else { return "not checked" }
        switch traceCheck.isLegal {
        case true: return page.green(traceCheck.isComplete ? "legal and complete" : "legal, not complete")
        case false: return page.red("illegal at step \(traceCheck.errorStep.map { "\($0)" } ?? "?")")
        case nil: return page.red(VisibleText.shown(errorText))
        }
    }

    /// It says what is wrong with the first illegal step.
    private var stepError: String {
        traceCheck?.isLegal == false ? errorText : "the first step that is not legal; the completion breaks off later"
    }

    /// The text is the class of the first error and its explanation.
    private var errorText: String {
        [traceCheck?.error, traceCheck?.explanation].compactMap { $0 }.joined(separator: ": ")
    }

    // MARK: Answer

    private func answerLines(_ page: InspectionPage) -> [String] {
        var lines = [page.bold("Answer")]
        lines += page.wrapped("text     ", answer ?? "none that can be read")
        lines += page.wrapped("key      ", answerKey ?? "none: never chosen, but paid for")
        lines += page.wrapped("verdict  ", verdict?.outcome ?? "none: there is nothing to verify").map {
            verdict?.outcome == "accepted" ? page.green($0) : verdict == nil ? $0 : page.red($0)
        }
        for critique in verdict?.critiques ?? [] { lines += page.wrapped("         ", critique) }
        let grade = isRight.map { $0 ? page.green("right") : page.red("wrong") } ?? "none"
        lines.append("  grade    \(grade)")
        for hand in handGrades {
            lines += page.wrapped(
                "by hand  ", "\(hand.isRight ? "right" : "wrong"), says \(hand.author): \(hand.reason)")
        }
        return lines
    }

    private func costLines(_ page: InspectionPage) -> [String] {
        let total = tokens.trace + tokens.answer
        var likelihood = "log p    " + (logProbability.map(decimal) ?? "unknown")
        if let samplingLogProbability { likelihood += ", \(decimal(samplingLogProbability)) as sampled" }
        return [
            page.bold("Sampling"), "  " + likelihood,
            "  tokens   \(total): \(tokens.trace) trace, \(tokens.answer) answer",
            "  stop     \(VisibleText.shown(stopReason))",
            "  FLOPs    " + String(format: "%.3g", flops),
        ]
    }

    private func decimal(_ number: Double) -> String { String(format: "%.4f", number) }
}

/// Lays out lines for a terminal: wrapping at spaces, indentation, colours.
struct InspectionPage {
    /// Lines are wrapped at so many columns; a longer word keeps its line to itself.
    let width: Int
    let isColored: Bool

    /// Sets the text behind a label, both indented by two, its further lines below the first.
    ///
    /// What could make the terminal do things is shown as escapes.
    func wrapped(_ label: String, _ text: String) -> [String] {
        let margin = "  " + label
        var lines: [String] = []
        var line = margin
        var isEmpty = true
        for word in VisibleText.shown(text).split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: margin.count)
                isEmpty = true
            }
            line += isEmpty ? String(word) : " " + word
            isEmpty = false
        }
        return lines + [line]
    }

    /// Indents the lines of a picture.
    func indented(_ picture: String) -> [String] {
        picture.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + VisibleText.shown(String($0)) }
    }

    func bold(_ text: String) -> String { styled(text, .bold) }
    func red(_ text: String) -> String { styled(text, .red) }
    func green(_ text: String) -> String { styled(text, .green) }

    private func styled(_ text: String, _ style: TerminalStyle) -> String { isColored ? style.styled(text) : text }
}
