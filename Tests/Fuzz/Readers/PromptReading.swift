import WinnowCollection

/// Files of problems, of solved examples, of token identifiers, and templates.
enum PromptReading {
    private static let answer = Array(#"{"choices": [{"index": 0, "text": "4"}], "usage": {}}"#.utf8)

    /// The first byte chooses what the rest is.
    static func read(_ bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        let kind = cursor.byte() % 4
        let path = Scratch.write(cursor.rest(), to: "prompts.txt")
        switch kind {
        case 0: _ = try? PromptList(linesOf: path)
        case 1: EndpointReading.sample(answer, problems: path, template: "plain", fewShot: nil)
        case 2: _ = try? PromptTemplate("plain", fewShot: path)
        default: _ = try? PromptTemplate(path)
        }
    }
}
