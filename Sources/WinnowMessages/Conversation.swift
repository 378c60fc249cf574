public import WinnowJSON

/// A conversation is a list of messages, whose contents are texts or parts; a text alone is one too.
public enum Conversation {
    /// Reads what was said last by the model: the content of the assistant's last message, else of the last.
    ///
    /// A message, the body of an answer with choices, and parts of a text are read alike; nil where there is no text.
    public static func said(_ value: JSONValue) -> String? {
        if let text = value.text { return text }
        if let choice = value["choices"]?.array?.first { return said(choice) }
        // The body of OpenAI's Responses, and of Gemini's answers.
        if let output = value["output"], output.array != nil { return said(output) }
        if let candidate = value["candidates"]?.array?.first { return said(candidate) }
        if let message = value["message"], message.object != nil { return content(message) }
        if value.object != nil { return content(value) ?? value["text"]?.text }
        guard let elements = value.array else { return nil }
        guard isConversation(value) else { return parts(elements) }
        let spoken = elements.filter { role($0) != nil }
        return (spoken.last { isModel($0) } ?? spoken.last).flatMap(content)
    }

    /// Reads what was asked last: the content of the user's last message, else of the last.
    public static func asked(_ value: JSONValue) -> String? {
        if let text = value.text { return text }
        if value.object != nil { return content(value) ?? value["text"]?.text }
        guard let elements = value.array else { return nil }
        guard isConversation(value) else { return parts(elements) }
        return (elements.last { isUser($0) } ?? elements.last { !isModel($0) } ?? elements.last).flatMap(content)
    }

    /// Tells whether a value is a list of messages.
    public static func isConversation(_ value: JSONValue) -> Bool {
        value.array?.contains { role($0) != nil } == true
    }

    /// Tells whether a value is a list of the parts of one text.
    public static func isParts(_ value: JSONValue) -> Bool {
        value.array.map { !$0.isEmpty && $0.allSatisfy { $0["type"]?.string != nil && role($0) == nil } } ?? false
    }

    /// Tells whether the model had the last word, so that the conversation has a sample in it.
    public static func endsWithModel(_ value: JSONValue) -> Bool { value.array?.last.map(isModel) ?? false }

    /// Reads the messages with their roles, as a server takes them; nil for what is no list of messages with texts.
    public static func messages(_ value: JSONValue) -> [(role: String, content: String)]? {
        guard isConversation(value), let elements = value.array else { return nil }
        var messages: [(role: String, content: String)] = []
        for element in elements {
            guard let role = role(element), let text = content(element) else { return nil }
            messages.append((isModel(element) ? "assistant" : isUser(element) ? "user" : role, text))
        }
        return messages
    }

    private static func role(_ message: JSONValue) -> String? {
        message["role"]?.string ?? (message["value"] == nil ? nil : message["from"]?.string)
    }

    private static func isModel(_ message: JSONValue) -> Bool {
        ["assistant", "model", "gpt", "ai", "bot"].contains(role(message)?.lowercased() ?? "")
    }

    private static func isUser(_ message: JSONValue) -> Bool {
        ["user", "human"].contains(role(message)?.lowercased() ?? "")
    }

    /// Reads the content of a message with the thoughts that stand beside it; nil where there is neither.
    public static func content(_ message: JSONValue) -> String? {
        let text = (message["content"] ?? message["value"]).flatMap(self.text)
        let refusal = message["refusal"]?.string.flatMap { $0.isEmpty ? nil : refused($0) }
        let said = text.flatMap { $0.isEmpty ? nil : $0 } ?? refusal ?? text
        return thoughts(in: message).map { Self.text(said ?? "", behind: $0) } ?? said
    }

    /// Reads a content: a text, parts of one, or an object that holds either.
    private static func text(_ content: JSONValue) -> String? {
        if let text = content.text ?? content.array.flatMap(parts) { return text }
        return content["text"]?.text ?? content["parts"]?.array.flatMap(parts)
    }

    /// Marks what a server keeps apart as a refusal: it is no answer, whatever is in it.
    private static func refused(_ text: String) -> String { "<refusal>\n\(text)\n</refusal>" }

    /// Servers call the thoughts of a model so, where they keep them apart.
    private static let names = ["reasoning_content", "reasoning", "thinking", "reasoning_text", "thoughts"]

    /// Reads the thoughts that stand beside the content of a message; nil where there are none.
    public static func thoughts(in message: JSONValue) -> String? {
        for name in names {
            guard let value = message[name] else { continue }
            let text = value.string ?? value["content"]?.string ?? value["text"]?.string ?? value.array.flatMap(joined)
            if let text, !text.isEmpty { return text }
        }
        return message["reasoning_details"]?.array.flatMap(joined).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func joined(_ parts: [JSONValue]) -> String? {
        let texts = parts.compactMap { $0.string ?? $0["text"]?.string ?? $0["summary"]?.string }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }

    /// Puts thoughts before a text, marked as what they are.
    public static func text(_ text: String, behind thoughts: String) -> String {
        "<think>\n\(thoughts)\n</think>\n\n\(text)"
    }

    /// Reads the parts of a text; thoughts among them stand before it.
    private static func parts(_ elements: [JSONValue]) -> String? {
        var (texts, thoughts): ([String], [String]) = ([], [])
        for part in elements {
            let isThought = part["thought"] == .bool(true)
            switch isThought ? "thinking" : part["type"]?.string {
            case "thinking", "reasoning":
                let thought = part["thinking"] ?? part["reasoning"] ?? part["text"] ?? part["summary"]
                if let text = thought.flatMap({ $0.text ?? $0.array.flatMap(parts) }), !text.isEmpty {
                    thoughts.append(text)
                }
            default:
                if let text = part.string ?? part["text"]?.text ?? part["refusal"]?.string.map(refused) {
                    texts.append(text)
                }
            }
        }
        guard !texts.isEmpty || !thoughts.isEmpty else { return nil }
        let text = texts.joined(separator: "\n")
        return thoughts.isEmpty ? text : Self.text(text, behind: thoughts.joined(separator: "\n"))
    }
}
