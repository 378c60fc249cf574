import Foundation
import WinnowJSON
public import WinnowStore

/// The parameters of the source that a run's candidates came from, as `run.config_json` keeps them.
public enum SourceParameters: Hashable, Sendable {
    case builtIn(BuiltIn)
    case search(BuiltIn, SearchSettings)
    case endpoint(Endpoint)
    case file(File)
    case backprompt(Model, BackpromptSettings)

    /// A model that answers in rounds is one of this program, a server's, or one whose answers were recorded.
    public enum Model: Hashable, Sendable {
        case builtIn(BuiltIn)
        case endpoint(Endpoint)
        case file(File)
    }

    /// A model that this program runs itself.
    public struct BuiltIn: Hashable, Sendable {
        /// The style of the completions, such as `traced`.
        public var style: String
        public var split: String

        /// The folder of a model that is not bundled and has no card.
        public var modelFolder: String?

        /// The run, such as `run 3`, that differs in its kernels only.
        public var sameButForKernels: String?

        public init(style: String, split: String, modelFolder: String? = nil, sameButForKernels: String? = nil) {
            self.style = style
            self.split = split
            self.modelFolder = modelFolder
            self.sameButForKernels = sameButForKernels
        }

        fileprivate var fields: [String: String] {
            var fields = ["style": style, "split": split]
            fields["model_folder"] = modelFolder
            fields["same_but_for_kernels"] = sameButForKernels
            return fields
        }
    }

    /// A server.
    public struct Endpoint: Hashable, Sendable {
        /// Its address, for the record: servers move.
        public var address: String

        /// `chat` or `completions`.
        public var request: String
        public var stop: [String]

        /// Members that were added to each request, as JSON.
        public var extra: String?

        /// Completions of one request.
        public var perRequest: Int

        /// The rule that stops sampling a problem; nil for whole pools.
        public var stoppingRule: String?

        public init(
            address: String, request: String, stop: [String], extra: String?, perRequest: Int, stoppingRule: String?
        ) {
            self.address = address
            self.request = request
            self.stop = stop
            self.extra = extra
            self.perRequest = perRequest
            self.stoppingRule = stoppingRule
        }

        fileprivate var members: [(key: String, value: JSONValue)] {
            [
                ("endpoint", .string(address)), ("request", .string(request)),
                ("stop", .array(stop.map { .string($0) })), ("extra", .optional(extra) { .string($0) }),
                ("per_request", .integer(perRequest)), ("stopping_rule", .optional(stoppingRule) { .string($0) }),
            ]
        }
    }

    /// A file of recorded samples.
    public struct File: Hashable, Sendable {
        /// SHA-256 of the file that the runs began with.
        public var origin: String

        /// All that decides which candidates come out of it, as JSON.
        public var settings: String

        public init(origin: String, settings: String) {
            self.origin = origin
            self.settings = settings
        }
    }

    /// The commit of the program that began a run has this name among its settings.
    public static let commitName = "program_commit"

    /// The machine that a run was begun on has this name among its settings.
    public static let machineName = "program_machine"

    /// Reads which commit of the program began a run, and on which machine; nil for what the row does not say.
    public static func origin(of run: RunRecord) -> (commit: String?, machine: String?) {
        let fields = try? JSONValue(parsing: run.configurationJSON)
        return (fields?[commitName]?.string, fields?[machineName]?.string)
    }

    /// The JSON object that is stored: equal parameters are equal bytes.
    public var json: String {
        switch self {
        case .builtIn(let model): JSONValue.object(sorting: model.fields).json(.compact)
        case .search(let model, let search):
            JSONValue.object(sorting: model.fields.merging(search.configuration) { $1 }).json(.compact)
        case .endpoint(let server): JSONValue.object(server.members).json()
        case .backprompt(.builtIn(let model), let loop):
            JSONValue.object(sorting: model.fields.merging(loop.configuration) { $1 }).json(.compact)
        case .backprompt(.file(let file), let loop):
            JSONValue.object(
                sorting: ["origin": file.origin, "settings": file.settings].merging(loop.configuration) { $1 }
            ).json(.compact)
        case .backprompt(.endpoint(let server), let loop):
            JSONValue.object(
                server.members
                    + loop.configuration.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) }
            ).json()
        case .file(let file):
            JSONValue.object(sorting: ["origin": file.origin, "settings": file.settings]).json(.compact)
        }
    }

    /// Reads the parameters of a stored run.
    ///
    /// - Returns: nil where the row does not say them all.
    public init?(_ run: RunRecord) {
        guard let fields = try? JSONValue(parsing: run.configurationJSON) else { return nil }
        func text(_ name: String) -> String? { fields[name]?.string }
        if run.kind == .imported || run.kind == .backprompt && text("origin") != nil {
            guard let origin = text("origin"), let settings = text("settings") else { return nil }
            let file = File(origin: origin, settings: settings)
            if run.kind == .backprompt {
                guard let loop = BackpromptSettings(run) else { return nil }
                self = .backprompt(.file(file), loop)
            } else {
                self = .file(file)
            }
        } else if let address = text("endpoint") {
            guard let request = text("request"), let stop = fields["stop"]?.array,
                let count = fields["per_request"]?.integer
            else { return nil }
            let server = Endpoint(
                address: address, request: request, stop: stop.compactMap(\.string), extra: text("extra"),
                perRequest: count, stoppingRule: text("stopping_rule"))
            guard run.kind == .backprompt else {
                self = .endpoint(server)
                return
            }
            guard let loop = BackpromptSettings(run) else { return nil }
            self = .backprompt(.endpoint(server), loop)
        } else {
            guard let style = text("style"), let split = text("split") else { return nil }
            let model = BuiltIn(
                style: style, split: split, modelFolder: text("model_folder"),
                sameButForKernels: text("same_but_for_kernels"))
            if run.kind == .backprompt {
                guard let loop = BackpromptSettings(run) else { return nil }
                self = .backprompt(.builtIn(model), loop)
                return
            }
            guard run.kind == .search else {
                self = .builtIn(model)
                return
            }
            guard let search = SearchSettings(run) else { return nil }
            self = .search(model, search)
        }
    }
}
