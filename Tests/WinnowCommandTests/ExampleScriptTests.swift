import Foundation
import Testing
import WinnowStore

/// The worked examples in `results/examples`, run as their first lines say.
@Suite("Examples of programs")
struct ExampleScriptTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A Python that has a module: that of `make peers`, or the system's.
    private static func python(with module: String) -> String? {
        [root.appending(path: ".build-peers/venv/bin/python").path, "/usr/bin/env python3"].first { python in
            (try? Call(script: "\(python) -c 'import \(module)'"))?.status == 0
        }
    }

    private static let sympy = python(with: "sympy")
    private static let transformers = python(with: "transformers, torch")
    private static let reasoningGym = python(with: "reasoning_gym")

    @Test(
        "the sympy checker accepts what is right, rejects what is wrong and says when it cannot decide",
        .enabled(if: sympy != nil, "sympy is missing: make peers installs it"))
    func checker() throws {
        let folder = try TemporaryFolder()
        let lines = [
            ("4 5 6 10", "(10 - 6) * 5 + 4"), ("4 5 6 10", "10 * 4 - 5 - 6"), ("4 5 6 10", "6 * 4"),
            ("1 2 3 4", "1 * 2 * 3 * 4"),
        ].map { "{\"problem\": \"\($0)\", \"completion\": \"Answer: \($1)\"}\n" }
        try folder.write(lines.joined(), to: "x.jsonl")
        let database = folder.path("x.db")
        let read = try Call([
            "import", folder.path("x.jsonl"), "--domain", "countdown", "--target", "24", "--extract", "last-line",
            "--db",
            database, "--quiet",
        ])
        #expect(read.status == 0, "\(read.error)")
        let command = "\(Self.sympy ?? "") \(Self.root.path)/results/examples/check_sympy.py"
        let call = try Call([
            "verify-with", "--db", database, "--name", "sympy", "--evidence", "answer", "--command", command, "--quiet",
        ])
        #expect(call.output.contains("2 accepted, 2 rejected, 0 undecided"), "\(call.output) \(call.error)")
        let exported = try Call(["export", "--db", database, "--format", "jsonl", "-"])
        #expect(
            exported.lines.count { $0.contains("\"correct\": true") && $0.contains("\"sympy\": \"accepted\"") } == 2)
        let table = try Call([
            "table", "--db", database, "--verifier", "sympy", "--allow-ragged", "--budgets", "1", "--explain",
        ])
        #expect(table.status == 0 && table.output.contains("accepted but wrong: 0"), "\(table.error)")

        let equations = """
            {"prompt": "Solve 2*x + 3 = 11 for x.", "problem_id": "a", "reference": "4", "completion": "x is\\n4"}
            {"prompt": "Solve 2*x + 3 = 11 for x.", "problem_id": "a", "reference": "4", "completion": "5"}
            {"prompt": "Who was it?", "problem_id": "b", "reference": "me", "completion": "you"}

            """
        try folder.write(equations, to: "y.jsonl")
        let other = folder.path("y.db")
        #expect(try Call(["import", folder.path("y.jsonl"), "--extract", "last-line", "--db", other]).status == 0)
        let mixed = try Call(["verify-with", "--db", other, "--name", "sympy", "--command", command, "--quiet"])
        #expect(mixed.output.contains("1 accepted, 1 rejected, 1 undecided"), "\(mixed.output) \(mixed.error)")
    }

    @Test(
        "reasoning-gym's scorers judge countdown, and never see an answer that is code",
        .enabled(if: reasoningGym != nil, "reasoning-gym is missing: pip install reasoning-gym"))
    func scorers() throws {
        let folder = try TemporaryFolder()
        let code = "__import__('os').system('touch \(folder.path("ran"))')"
        let answers = ["((9+7)-5)", "9+7", code, "(9+7)*5"]
        let lines = try answers.map { answer in
            String(
                decoding: try JSONSerialization.data(withJSONObject: ["problem": "9 7 5 > 11", "completion": answer]),
                as: UTF8.self) + "\n"
        }
        try folder.write(lines.joined(), to: "x.jsonl")
        let database = folder.path("x.db")
        let read = try Call([
            "import", folder.path("x.jsonl"), "--domain", "countdown", "--extract", "whole", "--db", database,
            "--quiet",
        ])
        #expect(read.status == 0, "\(read.error)")
        let command = "\(Self.reasoningGym ?? "") \(Self.root.path)/results/examples/check_reasoning_gym.py countdown"
        let call = try Call([
            "judge", "--db", database, "--name", "rg", "--evidence", "answer", "--command", command, "--quiet",
        ])
        #expect(call.status == 0 && call.output.contains("1 accepted, 2 rejected"), "\(call.output) \(call.error)")
        let scored = try Call([
            "judge", "--db", database, "--name", "rg-score", "--gives", "score", "--evidence", "answer", "--command",
            "\(command) score", "--quiet",
        ])
        #expect(scored.status == 0 && scored.output.contains("3 scored"), "\(scored.output) \(scored.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("ran")))
        // What Winnow's own copy of the rule says of the same answers.
        let audit = try Call(["audit", "--db", database, "--format", "csv"])
        #expect(audit.status == 0 && audit.output.contains("reasoning-gym-countdown"), "\(audit.error)")
    }

    @Test(
        "the reward model scores in batches, by a model of random weights",
        .enabled(if: transformers != nil, "transformers is missing: make peers installs it"))
    func rewardModel() throws {
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder).path
        let python = Self.transformers ?? ""
        let make = """
            from tokenizers import Tokenizer, models, pre_tokenizers
            from transformers import LlamaConfig, LlamaForSequenceClassification, PreTrainedTokenizerFast
            words = {w: i for i, w in enumerate(["<unk>", "<pad>", "plan", "+", "-", "|"])}
            tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
            tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
            PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>").save_pretrained("rm")
            config = LlamaConfig(vocab_size=6, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
                                 num_attention_heads=2, num_labels=1, pad_token_id=1)
            LlamaForSequenceClassification(config).save_pretrained("rm")
            """
        try folder.write(make, to: "make.py")
        let made = try Call(script: "cd '\(folder.url.path)' && \(python) make.py")
        #expect(made.status == 0, "\(made.error)")
        let script = "\(Self.root.path)/results/examples/reward_model.py --model \(folder.path("rm"))"
        let call = try Call([
            "score", "--db", database, "--run", "1", "--name", "rm", "--command", "\(python) \(script)", "--batch", "4",
            "--quiet",
        ])
        #expect(call.status == 0 && call.output.contains("scored"), "\(call.error)")
    }
}
