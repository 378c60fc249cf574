import Foundation
public import WinnowCore

/// Prompts as token identifiers, written with commas between them.
public struct PromptList: Hashable, Sendable {
    /// The tokens of each prompt, none of them empty.
    public let prompts: [[Int]]

    /// Reads one prompt, such as `1,5,9`.
    ///
    /// - Throws: ``ExperimentError`` naming what is no token.
    public init(_ text: String) throws(ExperimentError) {
        prompts = [try Self.tokens(text, of: "the prompt")]
    }

    /// Reads a file of one prompt a line, or standard input for `-`.
    ///
    /// - Throws: ``ExperimentError`` when it cannot be read or holds no prompt, or naming the line that is none.
    public init(linesOf path: String) throws(ExperimentError) {
        var prompts: [[Int]] = []
        var failure: ExperimentError?
        try TextLines.forEach(in: path) { line in
            guard failure == nil else { return }
            do throws(ExperimentError) {
                prompts.append(try Self.tokens(line, of: "line \(prompts.count + 1) of '\(path)'"))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        guard !prompts.isEmpty else {
            throw ExperimentError("'\(path)' holds no prompt", hint: "write one a line, such as 1,5,9")
        }
        self.prompts = prompts
    }

    private static func tokens(_ text: String, of place: String) throws(ExperimentError) -> [Int] {
        var tokens: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let word = part.trimmingCharacters(in: .whitespacesAndNewlines)
            guard let token = Int(word), token >= 0 else {
                throw ExperimentError(
                    "\(place) has \"\(word.prefix(40))\" where a token should be",
                    hint: "write token identifiers with commas between them, such as 1,5,9")
            }
            tokens.append(token)
        }
        return tokens
    }

    /// Refuses prompts with tokens that a model does not have.
    func check(vocabularySize: Int) throws(ExperimentError) {
        for (index, prompt) in prompts.enumerated() {
            if let token = prompt.first(where: { $0 >= vocabularySize }) {
                throw ExperimentError(
                    "prompt \(index + 1) has the token \(token), which the model does not have",
                    hint: "its tokens are 0...\(vocabularySize - 1)")
            }
        }
    }
}
