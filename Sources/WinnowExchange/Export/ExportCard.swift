import WinnowCatalogue
import WinnowCore
import WinnowModel
import WinnowStore
import WinnowText

/// The model card of an exported folder: what the Hub shows, how it is loaded, and Winnow's own card.
enum ExportCard {
    static func text(_ model: ModelFolder, name: String, information: ModelInformation?) -> String {
        let configuration = model.parameters.configuration
        var lines = ["---"]
        if information != nil { lines.append("license: apache-2.0") }
        lines += ["library_name: transformers", "pipeline_tag: text-generation", "tags:", "- winnow", "---", ""]
        if let information {
            lines.append(ModelCard.text(information, configuration))
        } else {
            lines += [
                "# \(MarkdownText.escaped(name))", "",
                "A Llama-style decoder of \(configuration.parameterCount) weights, exported by Winnow as float32.", "",
            ]
        }
        lines += ["## Loading it", "", "```python"]
        if model.symbols == nil {
            lines += [
                "from transformers import AutoModelForCausalLM", "",
                "model = AutoModelForCausalLM.from_pretrained(\".\")", "```", "",
                "The folder has no tokenizer: Winnow knew the tokens by their identifiers only.",
            ]
        } else {
            lines += [
                "from transformers import AutoModelForCausalLM, AutoTokenizer", "",
                "tokenizer = AutoTokenizer.from_pretrained(\".\")",
                "model = AutoModelForCausalLM.from_pretrained(\".\")",
                "prompt = tokenizer(PROMPT, return_tensors=\"pt\")",
                "print(tokenizer.decode(model.generate(**prompt, max_new_tokens=400)[0]))", "```", "",
                "A token is a word between spaces; `winnow inspect` and the table `problem` of a database show prompts.",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

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
