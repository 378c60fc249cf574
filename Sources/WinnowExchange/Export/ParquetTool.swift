import Foundation
import WinnowCore
import WinnowProcess

/// A Parquet tool is another project's program that writes Parquet files: DuckDB itself, or a Python with DuckDB or pyarrow.
///
/// There is no writer in Swift that is kept up.
struct ParquetTool {
    /// People read this name.
    var name: String { kind.rawValue }

    private let program: String
    private let kind: Kind

    private enum Kind: String {
        case duckdb = "DuckDB"
        case pythonDuckDB = "DuckDB for Python"
        case pyarrow
    }

    /// Finds one of the tools.
    ///
    /// - Parameter searchPath: folders separated by colons, as in the environment's PATH, which is the default.
    /// - Throws: ``ExperimentError`` when there is none; `CancellationError`.
    init(searchPath: String? = nil) async throws {
        let path = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
        func find(_ name: String) -> [String] {
            path.split(separator: ":").map { "\($0)/\(name)" }.filter {
                FileManager.default.isExecutableFile(atPath: $0)
            }
        }
        if let program = find("duckdb").first {
            (self.program, kind) = (program, .duckdb)
            return
        }
        for (kind, module) in [(Kind.pythonDuckDB, "duckdb"), (.pyarrow, "pyarrow.parquet")] {
            for program in find("python3") {
                guard try await Self.call(program, ["-c", "import \(module)"], in: "/").end == .status(0) else {
                    continue
                }
                (self.program, self.kind) = (program, kind)
                return
            }
        }
        throw ExperimentError(
            "Parquet is written by DuckDB or pyarrow, and there is neither: no program duckdb, and no python3 with a module duckdb or pyarrow",
            hint: "run `pip install duckdb`, or export --format csv")
    }

    /// Makes NAME.parquet of NAME.jsonl in a folder, and removes the latter.
    ///
    /// - Parameters:
    ///   - columns: the columns with their types as SQL names them, in order.
    ///   - longest: the bytes of the longest line.
    /// - Throws: ``ExperimentError`` with the tool's words when it fails; `CancellationError`.
    func convert(
        _ file: String, _ columns: [(name: String, type: String)], longest: Int, in folder: URL
    ) async throws {
        let arguments =
            switch kind {
            case .duckdb: ["-c", Self.statement(file, columns, longest: longest)]
            case .pythonDuckDB:
                [
                    "-c", "import duckdb, sys; duckdb.execute(sys.argv[1])",
                    Self.statement(file, columns, longest: longest),
                ]
            case .pyarrow: ["-c", Self.script, file] + columns.flatMap { [$0.name, $0.type] }
            }
        let outcome = try await Self.call(program, arguments, in: folder.path)
        guard outcome.end == .status(0) else {
            let said = String(decoding: outcome.messages, as: UTF8.self).split(whereSeparator: \.isNewline)
            throw ExperimentError(
                "\(name) cannot write \(file).parquet" + (said.last.map { ": \($0)" } ?? ""),
                hint: "see that '\(program)' works, or export --format csv")
        }
        try FileManager.default.removeItem(at: folder.appending(path: "\(file).jsonl"))
    }

    private static func call(_ program: String, _ arguments: [String], in folder: String) async throws
        -> Program.Outcome
    {
        do {
            return try await Program(
                path: program, arguments, environment: ProcessInfo.processInfo.environment, folder: folder
            ).run(outputLimit: nil, errorLimit: 1 << 16)
        } catch is ProcessError {
            throw ExperimentError("'\(program)' cannot be started", hint: "see that it works, or export --format csv")
        }
    }

    /// So many bytes of a line DuckDB takes unasked.
    private static let usualLine = 16 << 20

    private static func statement(
        _ file: String, _ columns: [(name: String, type: String)], longest: Int
    ) -> String {
        func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
        let types = columns.map { "\(quoted($0.name)): \(quoted($0.type))" }.joined(separator: ", ")
        return """
            COPY (SELECT * FROM read_json(\(quoted(file + ".jsonl")), format = 'newline_delimited', columns = {\(types)}, \
            maximum_object_size = \(max(longest + 1, usualLine)))) TO \(quoted(file + ".parquet")) (FORMAT parquet, COMPRESSION zstd)
            """
    }

    /// Reads some lines at a time, so that memory does not grow with the file.
    private static let script = """
        import itertools, json, sys
        import pyarrow as pa, pyarrow.parquet as pq
        types = {"BIGINT": pa.int64(), "DOUBLE": pa.float64(), "VARCHAR": pa.string(), "BOOLEAN": pa.bool_()}
        names = sys.argv[2::2]
        schema = pa.schema([(name, types[type]) for name, type in zip(names, sys.argv[3::2])])
        with open(sys.argv[1] + ".jsonl") as lines, pq.ParquetWriter(sys.argv[1] + ".parquet", schema, compression="zstd") as writer:
            while rows := [json.loads(line) for line in itertools.islice(lines, 10000)]:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
        """
}
