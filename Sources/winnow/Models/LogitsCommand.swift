import ArgumentParser
import WinnowCollection

/// `winnow model logits`: what a model expects after each token of a prompt.
struct LogitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logits",
        abstract: "Print the logits after each token of a prompt as JSON, to compare with another program.",
        discussion: """
            Prints an array [tokens][vocabulary] for each prompt, one a line; the numbers read back as the same \
            32-bit floats.

            Examples:
              winnow model logits --model checkpoints/mine --prompt-ids 1,5,9
              winnow model logits --domain chain --model weak \\
                --prompt-ids-file prompts.txt
            """)

    @OptionGroup var input: TokenPromptOptions

    func run() throws {
        let listing = try LogitsListing(model: input.model, domain: input.domain, prompts: input.prompts())
        try listing.forEachLine { Terminal.write($0, as: .data) }
    }
}
