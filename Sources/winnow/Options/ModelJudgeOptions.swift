import ArgumentParser
import WinnowCollection
import WinnowEndpoint

/// A model behind an endpoint that is asked whether candidates are right.
struct ModelJudgeOptions: ParsableArguments {
    @OptionGroup var server: EndpointOptions

    @Option(help: ArgumentHelp("The model, as the server knows it.", valueName: "name"))
    var model: String?

    @Option(help: ArgumentHelp("What it is asked.", valueName: "file"), completion: .file())
    var template: String?

    @Option(help: ArgumentHelp("The word that accepts.", valueName: "word"))
    var accept = "yes"

    @Option(help: ArgumentHelp("The word that rejects.", valueName: "word"))
    var reject = "no"

    @Option(parsing: .unconditional, help: "The temperature of its replies.")
    var temperature = 0.7

    @Option(parsing: .unconditional, help: ArgumentHelp("The longest reply.", valueName: "tokens"))
    var maxTokens = 512

    func validate() throws {
        if server.endpoint == nil {
            if model != nil || template != nil {
                throw ValidationError("--model and --template go with the --endpoint to ask.")
            }
        } else if model == nil || template == nil {
            throw ValidationError("An --endpoint needs a --model and a --template.")
        }
        if !(temperature >= 0) || maxTokens < 1 {
            throw ValidationError("--temperature is at least 0, and --max-tokens positive.")
        }
    }

    /// - Throws: ``EndpointError`` for what is no address.
    func client(_ address: String) throws -> EndpointClient { try server.client(address, model: model ?? "") }

    func settings(name: String, verifications: Int, seed: UInt64) -> ModelJudgement.Settings {
        ModelJudgement.Settings(
            name: name, template: template ?? "", accepts: accept, rejects: reject,
            options: EndpointRequest.Options(temperature: temperature, maxTokens: maxTokens),
            verifications: verifications, concurrency: server.concurrency, seed: seed, budget: server.budget)
    }
}
