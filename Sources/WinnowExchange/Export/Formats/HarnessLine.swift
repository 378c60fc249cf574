import WinnowCore
import WinnowJSON
import WinnowStore

/// A problem as lm-evaluation-harness logs it in `samples_….jsonl`: one line for each document and filter.
///
/// The filter is Winnow's extractor. `filtered_resps` and `exact_match` are the first candidate's, as that program's
/// `take_first` has them; all K samples are in `resps`.
///
/// Source: github.com/EleutherAI/lm-evaluation-harness, `lm_eval/result_schema.py`.
enum HarnessLine {
    static func text(_ pool: ExportedRun.Pool, of run: ExportedRun) -> String {
        let record = run.run.record
        let document: [(key: String, value: OrderedJSON)] = [
            ("unique_id", .string(pool.problem.specification)),
            ("question", .string(pool.problem.prompt)),
            ("answer", .optional(pool.reference) { .string($0) }),
            ("difficulty", .string(pool.problem.difficulty)),
        ]
        let options: [(key: String, value: OrderedJSON)] = [
            ("do_sample", .bool(record.temperature > 0)),
            ("temperature", .number(record.temperature)),
            ("max_gen_toks", .integer(record.maxTokens)),
        ]
        let first = pool.candidates.first
        let target = pool.reference ?? ""
        var members: [(key: String, value: OrderedJSON)] = [
            ("doc_id", .integer(pool.problem.position - 1)),
            ("doc", .object(document)),
            ("target", .string(target)),
            (
                "arguments",
                .object([
                    (
                        "gen_args_0",
                        .object([("arg_0", .string(pool.problem.prompt)), ("arg_1", .object(options))])
                    )
                ])
            ),
            ("resps", .array([.array(pool.candidates.map { .string($0.completion ?? $0.answer ?? "") })])),
            ("filtered_resps", .array([.string(first?.answer ?? "[invalid]")])),
            ("filter", .string("winnow")),
            ("doc_hash", .string(hash(OrderedJSON.object(document).text))),
            ("prompt_hash", .string(hash(pool.problem.prompt))),
            ("target_hash", .string(hash(target))),
        ]
        if let isCorrect = first?.isCorrect {
            members += [("metrics", .array([.string("exact_match")])), ("exact_match", .number(isCorrect ? 1 : 0))]
        } else {
            members.append(("metrics", .array([])))
        }
        return OrderedJSON.object(members).text + "\n"
    }

    private static func hash(_ text: String) -> String { Digest.sha256(of: text) }
}
