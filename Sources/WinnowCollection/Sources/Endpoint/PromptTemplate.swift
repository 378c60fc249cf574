import Foundation
import WinnowCore
import WinnowDomains
import WinnowEndpoint
import WinnowJSON

/// A template says how a problem becomes what a model is asked.
public struct PromptTemplate: Hashable, Sendable {
    /// A solved problem that is shown before the one that is asked.
    private struct Example: Hashable, Decodable {
        var prompt: String
        var completion: String
    }

    private let template: TextTemplate
    private let examples: [Example]
    private let system: String?

    /// The templates that have names.
    public static let names = ["plain", "step-by-step", "instructions"]

    private static let places: Set = ["prompt", "problem", "domain", "example_problem", "example_answer"]

    /// - Parameters:
    ///   - name: one of ``names``, or a file with `{{prompt}}` or `{{problem}}` in it.
    ///   - fewShot: a file of JSON objects with `prompt` and `completion`, one a line; nil for no examples.
    ///   - system: the system message of a chat; nil for none.
    /// - Throws: ``ExperimentError`` for a file that is missing or wrong.
    public init(_ name: String, fewShot: String? = nil, system: String? = nil) throws {
        let known = Self.places
        let required: Set = ["prompt", "problem"]
        switch name {
        case "plain": template = try TextTemplate("{{prompt}}", known: known, required: required, of: name)
        case "step-by-step":
            template = try TextTemplate(
                "{{prompt}}\n\nLet's think step by step.", known: known, required: required, of: name)
        case "instructions":
            template = try TextTemplate(
                """
                {{domain}}

                For example, an answer to the problem
                {{example_problem}}
                is written as
                {{example_answer}}

                Solve this problem:
                {{problem}}

                Think step by step. Write the answer alone, in the same form, on the last line.
                """, known: known, required: required, of: name)
        default:
            guard FileManager.default.fileExists(atPath: name) else {
                throw ExperimentError(
                    "there is no template \"\(name)\", and no such file",
                    hint: "use \(Self.names.joined(separator: ", ")), or a file with {{prompt}} in it")
            }
            template = try TextTemplate(contentsOf: name, known: known, required: required)
        }
        examples = try fewShot.map(Self.examples) ?? []
        self.system = system
    }

    private static func examples(in path: String) throws -> [Example] {
        var examples: [Example] = []
        var bad: Int?
        var number = 0
        try TextLines.forEach(in: path) { line in
            number += 1
            guard !line.allSatisfy(\.isWhitespace) else { return }
            if let example = try? JSONDecoder().decode(Example.self, from: Data(line.utf8)) {
                examples.append(example)
            } else {
                bad = bad ?? number
            }
        }
        if let bad {
            throw ExperimentError(
                "line \(bad) of '\(path)' is no example",
                hint: #"write {"prompt": "…", "completion": "…"} on each line"#)
        }
        guard !examples.isEmpty else {
            throw ExperimentError("'\(path)' has no examples", hint: "write at least one, or leave --few-shot out")
        }
        return examples
    }

    /// Everything that decides the prompts, as one text: a part of a run's identity.
    var identity: String {
        guard !examples.isEmpty || system != nil else { return template.text }
        return JSONValue.object([
            ("template", .string(template.text)), ("system", .optional(system) { .string($0) }),
            (
                "examples",
                .array(examples.map { .array([.string($0.prompt), .string($0.completion)]) })
            ),
        ]).json()
    }

    /// Makes what is asked: one text for completions, a conversation for chats.
    ///
    /// - Parameters:
    ///   - problem: the problem's own text.
    ///   - prompt: how the problem is put to a model.
    ///   - earlier: what was said before it, where the problem is a conversation.
    func messages(
        problem: String, prompt: String, behind earlier: [EndpointRequest.Message] = [], of domain: (any Domain)?,
        _ kind: Endpoint.Kind
    ) -> [EndpointRequest.Message] {
        var values = ["prompt": prompt, "problem": problem]
        if let domain {
            values["domain"] = domain.summary
            (values["example_problem"], values["example_answer"]) = domain.example
        }
        let question = template.filled(values)
        switch kind {
        case .completions:
            let shown = examples.map { filled($0.prompt, values) + "\n" + $0.completion + "\n\n" }.joined()
            let start = ((system.map { [$0] } ?? []) + earlier.map(\.content)).map { $0 + "\n\n" }.joined()
            return [EndpointRequest.Message(role: "user", content: start + shown + question)]
        case .chat:
            return (system.map { [EndpointRequest.Message(role: "system", content: $0)] } ?? [])
                + examples.flatMap {
                    [
                        EndpointRequest.Message(role: "user", content: filled($0.prompt, values)),
                        EndpointRequest.Message(role: "assistant", content: $0.completion),
                    ]
                } + earlier + [EndpointRequest.Message(role: "user", content: question)]
        }
    }

    /// The solved problems as one text, as a completion's prompt begins with; empty without any.
    func examplesText(problem: String, prompt: String, of domain: (any Domain)?) -> String {
        var values = ["prompt": prompt, "problem": problem]
        if let domain {
            values["domain"] = domain.summary
            (values["example_problem"], values["example_answer"]) = domain.example
        }
        return examples.map { filled($0.prompt, values) + "\n" + $0.completion }.joined(separator: "\n\n")
    }

    /// An example's prompt, put as the problem's own is.
    private func filled(_ prompt: String, _ values: [String: String]) -> String {
        template.filled(values.merging(["prompt": prompt, "problem": prompt]) { $1 })
    }
}
