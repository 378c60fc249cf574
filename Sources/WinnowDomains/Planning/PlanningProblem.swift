/// A problem of ``PlanningDomain`` is a pair of PDDL files: a domain and a problem.
public struct PlanningProblem: Hashable, Sendable {
    /// The texts are in normal form: on one line each, in lower case, without comments.
    public let domainText: String
    public let problemText: String

    let model: PlanningModel

    /// Reads a domain's and a problem's text.
    ///
    /// - Throws: ``ProblemError`` that says which file is wrong, where and why.
    public init(domain: String, problem: String) throws(ProblemError) {
        let base: PlanningModel
        do throws(PDDLError) {
            let expression = try Self.only(domain)
            domainText = Self.text(expression)
            base = try PDDLDomainReader.model(expression)
        } catch {
            throw ProblemError("the domain, \(error)")
        }
        do throws(PDDLError) {
            let expression = try Self.only(problem)
            problemText = Self.text(expression)
            model = try PDDLProblemReader.model(expression, of: base)
        } catch {
            throw ProblemError("the problem, \(error)")
        }
    }

    /// Reads both from one text, the domain first.
    ///
    /// - Throws: ``ProblemError`` that says where the text is wrong and why.
    init(specification: String) throws(ProblemError) {
        do throws(PDDLError) {
            let expressions = try PDDLExpression.all(in: specification)
            guard expressions.count == 2 else {
                throw PDDLError(
                    "a domain and a problem are due, (define (domain …) …) (define (problem …) …)",
                    at: expressions.dropFirst(2).first?.position ?? PDDLPosition())
            }
            domainText = Self.text(expressions[0])
            problemText = Self.text(expressions[1])
            model = try PDDLProblemReader.model(expressions[1], of: try PDDLDomainReader.model(expressions[0]))
        } catch {
            throw ProblemError("\(error)")
        }
    }

    private static func only(_ text: String) throws(PDDLError) -> PDDLExpression {
        let expressions = try PDDLExpression.all(in: text)
        guard let first = expressions.first else { throw PDDLError("the text is empty", at: PDDLPosition()) }
        guard expressions.count == 1 else {
            throw PDDLError("something stands behind the definition", at: expressions[1].position)
        }
        return first
    }

    private static func text(_ expression: PDDLExpression) -> String {
        var text = ""
        expression.write(to: &text)
        return text
    }

    public static func == (one: PlanningProblem, other: PlanningProblem) -> Bool {
        one.domainText == other.domainText && one.problemText == other.problemText
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(domainText)
        hasher.combine(problemText)
    }
}
