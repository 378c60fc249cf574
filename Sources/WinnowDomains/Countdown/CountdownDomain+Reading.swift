extension CountdownDomain {
    /// Reads a completion; the answer's tokens `( ( n9 + n7 ) - n5 )` become the text `((9+7)-5)`.
    ///
    /// Tokens that form no expression still have a text, without a key, as long as each is a number, a sign or a
    /// parenthesis.
    public func read(_ completion: [Int]) -> Reading {
        let parts = CompletionParts(completion, marker: CountdownToken.answer)
        guard let answer = parts.answer, let text = Self.text(of: completion[answer]) else {
            return parts.reading(answer: nil, key: nil)
        }
        return parts.reading(answer: text, key: answerKey(of: text))
    }

    /// The normal form under commutativity and associativity of `+` and `*`: see ``verify(_:of:)`` for the grammar.
    public func answerKey(of answer: String) -> String? {
        (try? CountdownExpression(answer)).map { CountdownNormalForm($0).text }
    }

    private static func text(of tokens: ArraySlice<Int>) -> String? {
        guard !tokens.isEmpty else { return nil }
        var text = ""
        var endsWithNumber = false
        for token in tokens {
            if let number = CountdownToken.value(of: token) {
                // A space keeps two numbers apart, which is malformed but not another number.
                text += endsWithNumber ? " \(number)" : "\(number)"
                endsWithNumber = true
                continue
            }
            endsWithNumber = false
            switch token {
            case CountdownToken.openParenthesis: text += "("
            case CountdownToken.closeParenthesis: text += ")"
            default:
                guard let operation = CountdownToken.operation(of: token) else { return nil }
                text += operation.symbol
            }
        }
        return text
    }
}
