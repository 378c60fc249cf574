import WinnowJSON
import WinnowText

/// A role says what a field of a generic record means.
public enum FieldRole: String, CaseIterable, Hashable, Sendable {
    case problemID = "problem_id"
    case problem
    case specification
    case planningDomain = "pddl_domain"
    case planningProblem = "pddl_problem"
    case completion
    case answer
    case reference
    case correct
    case sampleIndex = "sample_index"
    case difficulty
    case cluster
    case model
    case logProbability = "log_probability"
    case tokenLogProbabilities = "token_log_probabilities"
    case promptTokens = "prompt_tokens"
    case completionTokens = "completion_tokens"
    case finishReason = "finish_reason"
    case scores
    case stepScores = "step_scores"
    case verdicts

    /// Programs give such a field these names, the most telling first.
    public var aliases: [String] {
        switch self {
        case .problemID:
            ["problem_id", "task_id", "question_id", "unique_id", "example_id", "qid", "id", "doc_id"]
        case .problem:
            [
                "prompt", "problem", "question", "puzzle", "instruction", "query", "input", "problem_text",
                "full_prompt", "question_content", "formal_statement", "messages", "conversations",
            ]
        case .specification: ["specification", "puzzle", "numbers", "nums"]
        case .planningDomain: ["pddl_domain"]
        case .planningProblem: ["pddl_problem"]
        case .completion:
            [
                "completion", "output", "response", "generation", "generated_text", "model_output",
                "full_model_response", "generated_trajectory", "model_response", "generated_answer",
                "generated_response", "generated_solution", "generated_code", "raw_output", "raw_response",
                "llm_output", "llm_response", "assistant_response", "full_response", "full_output", "response_text",
                "output_text", "generated", "model_completion", "content", "text", "solution", "program",
                "generated_program", "code", "source_code",
            ]
        case .answer:
            [
                "answer", "predicted_answer", "extracted_answer", "given_answer", "model_answer", "prediction", "pred",
                "parsed_answer", "final_answer",
            ]
        case .reference:
            [
                "reference", "ground_truth", "gold_answer", "gt_answer", "expected_answer", "reference_answer",
                "groundtruth", "gold", "target", "ground_truth_answer", "correct_answer", "gt", "golds", "references",
                "targets", "gold_answers", "correct_answers", "reference_answers", "ground_truths",
                "expected_output", "expected", "ideal", "gold_label", "answer_key",
            ]
        case .correct:
            [
                "correct", "is_correct", "passed", "verdict", "label", "is_right", "acc", "is_passed", "grade",
                "judgement", "judgment", "resolved", "is_equiv", "exact_match", "em",
            ]
        case .sampleIndex: ["sample_index", "sample", "sample_id", "epoch", "path_idx", "trial", "attempt"]
        case .difficulty: ["difficulty", "level"]
        // Only where it is named: what belongs together is for whoever wrote the problems to say.
        case .cluster: []
        case .model: ["model", "model_name"]
        case .logProbability: ["log_probability", "logprob", "log_prob", "cumulative_logprob", "sum_logprob"]
        case .tokenLogProbabilities: ["token_log_probabilities", "token_logprobs", "logprobs"]
        case .promptTokens: ["prompt_tokens", "input_tokens"]
        case .completionTokens: ["completion_tokens", "num_generated_tokens", "output_tokens", "generated_tokens"]
        case .finishReason: ["finish_reason", "stop_reason"]
        case .scores:
            [
                "scores", "score", "reward", "reward_model_score", "rm_score", "verifier_score", "prm_score",
                "orm_score",
                "rating", "quality", "confidence", "f1",
            ]
        case .stepScores: ["step_scores"]
        case .verdicts: ["verdicts"]
        }
    }
}

/// A mapping says which fields of generic records have which meaning: what the user says, what all records of the file
/// show, and the usual names.
public struct FieldMapping: Hashable, Sendable {
    /// The paths are such as `model.solution`.
    public var paths: [FieldRole: String]

    /// Fields whose meaning in this file is another than their names', by their names; nil for one of no role.
    var moved: [ExactText: FieldRole?] = [:]

    /// Fields whose numbers are points of a scale, though they have the names of verdicts.
    var scales: Set<ExactText> = []

    /// Fields with the letters of a judge: A for right, B and C for not.
    var letterGrades: Set<ExactText> = []

    /// The fields that are added to the names of problems, in order.
    var parts: [String] = []

    /// True where some record has an answer that another program read, so that null says that it found none.
    var answersAreRead = false

    public init(_ paths: [FieldRole: String] = [:]) {
        self.paths = paths
    }

    /// The mapping is of objects inside of a record, whose fields have their usual meanings.
    var ofElements: FieldMapping {
        var mapping = FieldMapping()
        mapping.scales = scales
        return mapping
    }

    /// Finds the value of a role in a record: of the field that was named, else of the first field of that role that
    /// says something.
    ///
    /// A field that was named for one role is taken for no other.
    func value(_ role: FieldRole, in record: JSONValue) -> JSONValue? {
        field(role, in: record)?.value
    }

    /// Finds the field of a role in a record, with its name.
    func field(_ role: FieldRole, in record: JSONValue) -> (name: String, value: JSONValue)? {
        fields(role, in: record).first
    }

    /// Finds all fields of a role that say something, the most telling first.
    func fields(_ role: FieldRole, in record: JSONValue) -> [(name: String, value: JSONValue)] {
        if let path = paths[role] {
            return record.at(path).flatMap { $0.isNull ? nil : [(path, $0)] } ?? []
        }
        return names(of: role).compactMap { name in
            record[name].flatMap { $0.isNull ? nil : (name, $0) }
        }
    }

    /// The fields that were named for a role, which none other takes; a cluster may be named by what is anything else.
    var taken: Set<String> { Set(paths.filter { $0.key != .cluster }.values) }

    /// The fields that may have a role in this file, the most telling first.
    func names(of role: FieldRole) -> [String] {
        let taken = taken
        let own = role.aliases.filter { !taken.contains($0) && (moved[ExactText($0)] ?? role) == role }
        let others = moved.filter { $0.value == role && !taken.contains($0.key.text) }.keys.map(\.text)
            .filter { !role.aliases.contains($0) }
        return own + others.sorted { ExactText($0) < ExactText($1) }
    }

    /// Tells whether the record has a field of the role that says nothing: null.
    func isNull(_ role: FieldRole, in record: JSONValue) -> Bool {
        if let path = paths[role] { return record.at(path)?.isNull == true }
        return names(of: role).contains { record[$0]?.isNull == true }
    }
}
