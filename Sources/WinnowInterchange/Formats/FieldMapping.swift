import WinnowJSON

/// A role says what a field of a generic record means.
public enum FieldRole: String, CaseIterable, Hashable, Sendable {
    case problemID = "problem_id"
    case problem
    case specification
    case completion
    case answer
    case reference
    case correct
    case sampleIndex = "sample_index"
    case difficulty
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
        case .problemID: ["problem_id", "task_id", "question_id", "unique_id"]
        case .problem: ["prompt", "problem", "question", "puzzle", "instruction", "query", "input", "problem_text"]
        case .specification: ["specification", "puzzle", "numbers", "nums"]
        case .completion:
            [
                "completion", "output", "response", "generation", "generated_text", "model_output",
                "full_model_response", "generated_trajectory", "model_response", "text", "solution",
            ]
        case .answer:
            [
                "answer", "predicted_answer", "extracted_answer", "given_answer", "model_answer", "prediction", "pred",
            ]
        case .reference:
            [
                "reference", "ground_truth", "gold_answer", "gt_answer", "expected_answer", "reference_answer",
                "groundtruth", "gold", "target", "ground_truth_answer", "correct_answer",
            ]
        case .correct: ["correct", "is_correct", "passed", "verdict", "label", "is_right", "acc"]
        case .sampleIndex: ["sample_index", "sample", "sample_id", "epoch", "path_idx", "trial", "attempt"]
        case .difficulty: ["difficulty", "level"]
        case .model: ["model", "model_name"]
        case .logProbability: ["log_probability", "logprob", "log_prob", "cumulative_logprob", "sum_logprob"]
        case .tokenLogProbabilities: ["token_log_probabilities", "token_logprobs", "logprobs"]
        case .promptTokens: ["prompt_tokens", "input_tokens"]
        case .completionTokens: ["completion_tokens", "num_generated_tokens", "output_tokens", "generated_tokens"]
        case .finishReason: ["finish_reason", "stop_reason"]
        case .scores: ["scores", "score", "reward", "reward_model_score"]
        case .stepScores: ["step_scores"]
        case .verdicts: ["verdicts"]
        }
    }
}

/// A mapping says which fields of generic records have which meaning, where the user says so.
public struct FieldMapping: Hashable, Sendable {
    /// The paths are such as `model.solution`.
    public var paths: [FieldRole: String]

    public init(_ paths: [FieldRole: String] = [:]) {
        self.paths = paths
    }

    /// Finds the value of a role in a record: of the field that was named, else of the first alias that there is.
    ///
    /// A field that was named for one role is taken for no other.
    func value(_ role: FieldRole, in record: JSONValue) -> JSONValue? {
        if let path = paths[role] { return record.at(path).flatMap { $0.isNull ? nil : $0 } }
        let taken = Set(paths.values)
        for alias in role.aliases where !taken.contains(alias) {
            if let value = record[alias], !value.isNull { return value }
        }
        return nil
    }

    /// Tells whether the record has a field of the role that says nothing: null.
    func isNull(_ role: FieldRole, in record: JSONValue) -> Bool {
        if let path = paths[role] { return record.at(path)?.isNull == true }
        let taken = Set(paths.values)
        return role.aliases.contains { !taken.contains($0) && record[$0]?.isNull == true }
    }
}
