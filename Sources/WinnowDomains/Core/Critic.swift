/// A critic is a named part of what a domain's verifier looks at: it raises the critiques of some kinds.
///
/// The critics of a domain stand in a fixed order, that of the format in front: what is wrong with an answer is told
/// in their order, so that the first critique is the one without which the others make no sense. A hard critic blocks
/// acceptance; a soft one only remarks on what could be better.
///
/// Source: the bank of critics of LLM-Modulo, Kambhampati et al., arXiv 2402.01817, section 3.
public struct Critic: Hashable, Sendable {
    /// The name is one word, such as `legality`.
    public var name: String

    /// The critic raises critiques of these kinds; nil for all kinds.
    public var kinds: [String]?

    /// True where an answer with a critique of this critic is not accepted.
    public var isHard: Bool

    public init(_ name: String, kinds: [String]?, isHard: Bool = true) {
        self.name = name
        self.kinds = kinds
        self.isHard = isHard
    }

    /// Tells whether the critic raises critiques of a kind.
    public func raises(_ kind: String) -> Bool { kinds?.contains(kind) ?? true }
}

extension Critique {
    /// The kind of the critique that there is no answer at all.
    static let noAnswerKind = "no_answer"

    /// The kind of the only critique that says no more than that the answer is wrong.
    static let wrongKind = "wrong"

    /// The critique says that a completion has no answer; the format critic of each domain raises it.
    public static let noAnswer = Critique(noAnswerKind, "no answer can be read")

    /// The critique says that the answer is wrong, and nothing else: a binary feedback.
    public static let wrong = Critique(wrongKind, "the answer is wrong")
}

extension Domain {
    public var critics: [Critic] { [Critic("verifier", kinds: nil)] }

    public func remarks(on answer: String, of problem: Problem) -> [Critique] { [] }

    /// Finds the place of the hard critic that raises critiques of a kind; nil where none does.
    public func hardCritic(of kind: String) -> Int? {
        critics.firstIndex { $0.isHard && $0.raises(kind) }
    }

    /// Finds all that the hard critics have to say of an answer, in the order of the critics; empty for an accepted one.
    ///
    /// - Parameter answer: nil where a completion has none, which the format critic objects to.
    /// - Returns: nil where the verifier cannot decide, so that nobody knows what is wrong.
    public func objections(to answer: String?, of problem: Problem) -> [Critique]? {
        guard let answer else { return [.noAnswer] }
        switch verify(answer, of: problem) {
        case .accepted: return []
        case .error: return nil
        case .rejected(let critiques):
            let places = critiques.map { hardCritic(of: $0.kind) ?? critics.count }
            return critiques.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { critiques[$0] }
        }
    }
}
