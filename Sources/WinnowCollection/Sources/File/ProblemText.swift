import WinnowDomains
import WinnowInterchange

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
