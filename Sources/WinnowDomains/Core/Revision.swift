/// A revision prompt shows a model a rejected answer, what critics say of it, and the problem, in tokens.
///
/// It is `<previous>`, the answer's tokens, `<critiques>` and, for each critique, a symbol of its kind, `<at3>` for the
/// place and the tokens of what it names, before the problem's own prompt:
/// `<previous> c24 c23 c03 c30 <critiques> <hits_wall> <at2> c03 S c24 G c41 W c03 |`. The problem stands last, where a
/// generator has it, so that whoever ignores what stands before it is as good as the generator. The symbols follow those
/// of the domain's vocabulary, so that a generator's weights are the start of a reviser's.
///
/// Source: the prompts of back-prompting, Kambhampati et al., arXiv 2402.01817, section 3: specification, last plan,
/// critiques.
public struct RevisionPrompt<D: GeneratedDomain>: Sendable {
    private let domain: D

    /// The symbols follow those of the domain.
    public let symbols: [String]

    private let tokens: [String: Int]

    /// A critique is told with so many of the tokens that it names, and a prompt has so many critiques and so many tokens
    /// of the answer, so that it fits a tiny model's context.
    private static var mostDetails: Int { 4 }
    private static var mostCritiques: Int { 6 }
    private static var mostAnswerTokens: Int { 96 }

    /// Places in an answer are told apart up to this one.
    private static var mostPlaces: Int { 32 }

    /// Takes the symbols from the domain's critics.
    public init(_ domain: D) {
        self.domain = domain
        var kinds: [String] = []
        for kind in domain.critics.flatMap({ $0.kinds ?? [] }) + [Critique.noAnswer.kind, Critique.wrong.kind]
        where !kinds.contains(kind) {
            kinds.append(kind)
        }
        symbols =
            ["<previous>", "<critiques>"] + kinds.map { "<\($0)>" } + (0...Self.mostPlaces).map { "<at\($0)>" }
        let first = domain.vocabulary.count
        tokens = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, first + $0) })
    }

    /// Writes the prompt.
    ///
    /// - Parameters:
    ///   - answer: the rejected answer; nil where none could be read.
    ///   - critiques: what is told of it; none says that it is wrong and nothing else.
    public func tokens(for problem: D.Problem, revising answer: String?, critiques: [Critique]) -> [Int] {
        var prompt = [token("<previous>")]
        prompt += answer.map { domain.answerTokens($0).prefix(Self.mostAnswerTokens) } ?? []
        prompt.append(token("<critiques>"))
        for critique in critiques.prefix(Self.mostCritiques) { prompt += tokens(of: critique) }
        return prompt + domain.prompt(for: problem)
    }

    private func tokens(of critique: Critique) -> [Int] {
        let kind = tokens["<\(critique.kind)>"] ?? token("<\(Critique.wrong.kind)>")
        let places = critique.location.split { !$0.isASCII || !$0.isNumber }.prefix(1).compactMap { Int($0) }
        return [kind] + places.map { token("<at\(min($0, Self.mostPlaces))>") }
            + domain.answerTokens(Self.named(in: critique.message, domain.vocabulary)).prefix(Self.mostDetails)
    }

    /// Finds the numbers and symbols that a sentence names.
    private static func named(in message: String, _ vocabulary: Vocabulary) -> String {
        message.split { $0.isWhitespace || $0 == "," || $0 == "(" || $0 == ")" }.filter { word in
            word.contains { $0.isASCII && $0.isNumber } || vocabulary.token(word) != nil
        }.joined(separator: " ")
    }

    private func token(_ symbol: String) -> Int {
        guard let token = tokens[symbol] else { preconditionFailure("\(symbol) is no symbol of revisions") }
        return token
    }
}

extension GeneratedDomain {
    public func answerTokens(_ answer: String) -> [Int] {
        answer.split(whereSeparator: \.isWhitespace).flatMap { word -> [Int] in
            if let token = vocabulary.token(word) { return [token] }
            var tokens: [Int?] = []
            var digits = ""
            for character in word + " " {
                if character.isASCII, character.isNumber {
                    digits.append(character)
                    continue
                }
                // Long runs of digits are no number that a vocabulary has.
                if !digits.isEmpty, digits.utf8.count < 6 { tokens.append(vocabulary.token("n\(digits)")) }
                digits = ""
                if word.count > 1 || character != " " { tokens.append(vocabulary.token(String(character))) }
            }
            return tokens.compactMap(\.self)
        }
    }
}
