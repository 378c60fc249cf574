import Foundation
import WinnowCollection
import WinnowEndpoint
import WinnowStore

/// What a server says.
enum EndpointReading {
    /// Says the same to every request.
    struct Server: Transport {
        var answer: TransportAnswer

        func send(_ request: TransportRequest) async throws -> TransportAnswer { answer }

        /// A client of this server that asks once, or again without a pause.
        func client(retries: Int = 0, kind: Endpoint.Kind = .completions) -> EndpointClient {
            guard let endpoint = try? Endpoint("http://127.0.0.1:1/v1", model: "m", kind: kind, key: Secret("sk-key"))
            else { fatalError("the endpoint's address is wrong") }
            return EndpointClient(
                endpoint, transport: self, policy: RetryPolicy(retries: retries, pause: .zero, longestPause: .zero))
        }
    }

    static let options = EndpointRequest.Options(temperature: 0.5, maxTokens: 16, logProbabilities: true)

    private static func ask(_ client: EndpointClient) {
        waitFor {
            let request = EndpointRequest(
                [EndpointRequest.Message(role: "user", content: "1+1?")], options: options, count: 2, seed: 1)
            guard let answer = try? await client.answer(request) else { return }
            require((1...2).contains(answer.choices.count), "there are as many choices as were asked for, or fewer")
        }
    }

    static func body(_ bytes: [UInt8]) {
        for status in [200, 400, 429] {
            ask(Server(answer: TransportAnswer(status: status, body: Data(bytes))).client())
        }
    }

    static func retryAfter(_ bytes: [UInt8]) {
        let header = String(decoding: bytes, as: UTF8.self)
        ask(Server(answer: TransportAnswer(status: 429, retryAfter: header, body: Data())).client(retries: 1))
    }

    /// Candidates of two problems, stored and listed.
    static func sampling(_ bytes: [UInt8]) {
        let problems = Scratch.write(Data("{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}\n".utf8), to: "problems.jsonl")
        sample(bytes, problems: problems, template: "plain", fewShot: nil)
    }

    /// Asks about a file of problems in a server's voice.
    static func sample(_ body: [UInt8], problems: String, template: String, fewShot: String?) {
        Scratch.remove("sampling.db")
        let database = Scratch.write(SampleDatabase.empty, to: "sampling.db")
        let client = Server(answer: TransportAnswer(status: 200, body: Data(body))).client()
        waitFor {
            guard let template = try? PromptTemplate(template, fewShot: fewShot), let store = try? Store(path: database)
            else { return }
            let plan = EndpointPlan(
                source: .file(problems), reading: .extraction("auto"), template: template, options: options, samples: 4,
                perRequest: 2, concurrency: 1, budget: EndpointBudget(promptPrice: 1e-6, completionPrice: 1e-6))
            _ = try? await EndpointSource(client, plan).collect(into: Collector(into: store) { _ in })
            await StoreReading.readAll(store)
        }
    }
}
