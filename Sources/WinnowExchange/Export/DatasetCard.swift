import WinnowCore
import WinnowStore
import WinnowText

/// The card of a folder of candidates: what `datasets.load_dataset` needs to know, and what the Hub shows.
enum DatasetCard {
    static func text(_ runs: [ExportedRun], candidates: Int) -> String {
        var lines = ["---", "tags:", "- winnow", "configs:", "- config_name: default", "  data_files:"]
        lines += runs.map { "  - data/run-\($0.run.id).jsonl" }
        lines += [
            "---", "", "# Candidates", "",
            "\(candidates) sampled completions, exported by Winnow \(winnowVersion): one row each, with its prompt, its",
            "answer and all that graders, verifiers and scorers said of it. The reference answers are not in it.", "",
            "| run | domain | problems | model | temperature | seed |", "| --: | :-- | --: | :-- | --: | --: |",
        ]
        lines += runs.map { run in
            let record = run.run.record
            return MarkdownText.row([
                "\(run.run.id)", MarkdownText.escaped(run.problemSet.domain), "\(run.problems.count)",
                MarkdownText.escaped(run.model.name), record.temperature.map { "\($0)" } ?? "unknown", "\(record.seed)",
            ])
        }
        lines += ["", "```python", "import datasets", "", "rows = datasets.load_dataset(\".\")[\"train\"]", "```"]
        return lines.joined(separator: "\n") + "\n"
    }
}
