import Testing
import WinnowInterchange

/// The tables of the page on file formats, made from the registries.
@Suite("The page on file formats")
struct FormatPageTests {
    @Test("is what the registries say")
    func page() throws {
        let formats = ImportFormats.all.map { format in
            "| `\(format.name)` | \(Page.cell(format.summary)) | \(format.extraction.map { "`\($0.name)`" } ?? "") |"
        }
        let fields = FieldRole.allCases.map { role in
            "| `\(role.rawValue)` | \(role.aliases.map { "`\($0)`" }.joined(separator: ", ")) |"
        }
        #expect(!formats.isEmpty && !fields.isEmpty)
        try Page.expect("FileFormats.md", is: text(formats, fields))
    }

    private func text(_ formats: [String], _ fields: [String]) -> String {
        """
        # File formats

        What `winnow import` reads, how it finds answers, and what `winnow export` and `winnow pack` write.

        ## Overview

        A layout is recognised by its records; `--format NAME` names it where that fails.

        | format | what it is | answers are read by |
        | :-- | :-- | :-- |
        \(formats.joined(separator: "\n"))

        Lines of JSON, lists of JSON, JSON values one behind the other, YAML, `.eval` archives (zip, deflate or zstd) and
        folders of such files are read one record at a time, also packed by gzip or zstd, in UTF-16 or with a byte order
        mark. What cannot be read is kept in the table `rejected` with file, line and reason.

        ## Fields of the generic format

        A field is found by one of its usual names, or by the one that an option such as `--completion-field out.0` names.
        A record may hold one sample, lists of samples, or objects with a sample of a model each. A name that is as often the
        dataset's as the model's has the meaning that all records of the file leave; where they leave several, the import
        stops and asks.

        | field | usual names |
        | :-- | :-- |
        \(fields.joined(separator: "\n"))

        ## Labels of steps

        The steps of a ProcessBench file become the paragraphs of the completion: a blank line within a step becomes a line break. Its
        label is kept as a scorer `label` with 1 for the steps before the first wrong one and 0 for that one, or 1 for all; a label that
        is none of the steps is refused with its line. <doc:BringYourOwnVerifier> says how judges are held against it.

        ## How an answer is read

        | `--extract` | the answer is |
        | :-- | :-- |
        | `recorded` | the one that the file gives |
        | `gsm8k` | the last `#### x`, or the last line that begins with `A:` |
        | `boxed` | the content of the last `\\boxed{…}` |
        | `answer-tag` | the content of the last `<answer>…</answer>` |
        | `last-number` | the last number |
        | `last-line` | the last line that is not empty, without a label such as `Answer:` |
        | `whole` | the whole completion |
        | `json:PATH` | the member at a path of the JSON in it |
        | `regex:PATTERN` | the first group of the last match |
        | `auto` | the first of boxed, gsm8k, answer-tag and last-line that finds something |

        It is then brought to a normal form: thousands separators, units, percent signs and LaTeX go, and decimals are exact
        fractions.

        ## Model folders and files of models

        `--model FOLDER` takes a folder in the layout of Hugging Face: `config.json` of a Llama, `model.safetensors` (or
        shards), `tokenizer.json`. `winnow model export` writes one, or a GGUF file for llama.cpp.

        ## Every Eval Ever

        `winnow export --format every-eval-ever` writes a line for each candidate in its instance-level schema, 0.3. Its datastore takes
        the lines of one run as `data/COLLECTION/DEVELOPER/MODEL/UUID_samples.jsonl`, beside an aggregate `UUID.json` that says who
        evaluated what: export with `--run`, and write the aggregate. `make check-every-eval-ever` does so, and has its validator check
        both.

        ## Packs

        A pack is an SQLite database like any other, with a table `pack` of names and contents: title, licence, digest, and the
        tables as they came out. `winnow pack check` makes them again and compares.

        ## Where to go next

        - <doc:BringYourOwnSamples>
        - <doc:AddAFormat>

        """
    }
}
