import WinnowJSON
import WinnowText

/// A document is one JSON value that holds records: a log, the results of an evaluation, a list with something around
/// it, or a record alone.
struct DocumentLayout {
    let records: [JSONValue]

    /// A log says this of all its records.
    let header: JSONValue?
    let isLog: Bool

    init(_ document: JSONValue) {
        let hasHeader = document["eval"]?["task"] != nil && document["status"] != nil
        if hasHeader || document["eval"] != nil && document["samples"]?.array != nil {
            var said = document.object
            said?["samples"] = nil
            (records, header, isLog) = (document["samples"]?.array ?? [], said.map(JSONValue.object), true)
            return
        }
        (header, isLog) = (nil, false)
        records = Self.evalPlus(document) ?? Self.reasoningGym(document) ?? Self.wrapped(document) ?? [document]
    }

    /// EvalPlus has the results of each task in a list of its own.
    private static func evalPlus(_ document: JSONValue) -> [JSONValue]? {
        guard let tasks = document["eval"]?.object, !tasks.isEmpty,
            tasks.allSatisfy({ $0.value.array?.allSatisfy { $0["task_id"] != nil || $0["solution"] != nil } == true })
        else { return nil }
        return tasks.flatMap { task, results in
            (results.array ?? []).map { result in
                guard result["task_id"] == nil, var members = result.object else { return result }
                members["task_id"] = .string(task.text)
                return .object(members)
            }
        }
    }

    /// reasoning-gym has results by category and dataset.
    private static func reasoningGym(_ document: JSONValue) -> [JSONValue]? {
        let datasets =
            document["categories"]?.array?.flatMap { $0["datasets"]?.array ?? [] } ?? document["datasets"]?.array
        guard let datasets else { return nil }
        let results = datasets.flatMap { $0["results"]?.array ?? [] }
        return results.isEmpty ? nil : results
    }

    private static let names = ["results", "samples", "data", "records", "rows", "instances", "examples", "outputs"]

    /// A list of records with something around it; a record with a list of samples is none.
    private static func wrapped(_ document: JSONValue) -> [JSONValue]? {
        let isRecord =
            FieldRole.problem.aliases.contains { document[$0]?.string != nil }
            || FieldRole.problemID.aliases.contains { document[$0]?.text != nil }
        guard !isRecord else { return nil }
        for name in names {
            guard let list = document[name]?.array, !list.isEmpty, list.allSatisfy({ $0.object != nil }) else {
                continue
            }
            return list
        }
        return nil
    }
}
