import Foundation
import GRDB

extension Stored where Record == ProblemSetRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = "SELECT id, domain, name, version, sha256 FROM problem_set WHERE \(condition) ORDER BY id"
        return try db.rows(sql, arguments, of: "problem_set") { row in
            try Stored(
                id: row.id(0),
                record: ProblemSetRecord(
                    domain: row.text(1), name: row.text(2), version: row.integer(3, StoreLimits.numbers),
                    sha256: row.text(4)))
        }
    }
}

extension Stored where Record == ProblemRecord {
    /// Reads the problems of a set by position: no two have the same position, hash or identifier.
    static func fetch(_ db: Database, set: RowID<ProblemSetRecord>) throws -> [Stored] {
        let sql = """
            SELECT id, position, canonical_hash, difficulty, split,
              CASE WHEN json_valid(spec_json) THEN spec_json ->> 'specification' END AS spec_json, prompt
            FROM problem WHERE problem_set_id = ? ORDER BY position
            """
        var last: Int?
        var ids: Set<RowID<ProblemRecord>> = []
        var hashes: Set<String> = []
        return try db.rows(sql, [set.value], of: "problem") { row in
            let problem = try Stored(row)
            guard problem.record.position != last, ids.insert(problem.id).inserted else {
                throw row.damage(1, "another position than that of the problem before")
            }
            guard hashes.insert(problem.record.canonicalHash).inserted else {
                throw row.damage(2, "another hash than those of the problems before")
            }
            last = problem.record.position
            return problem
        }
    }

    private init(_ row: StoredRow) throws {
        guard let specification = try? row.text(5) else {
            throw row.damage(5, "JSON with a specification", found: "other text")
        }
        try self.init(
            id: row.id(0),
            record: ProblemRecord(
                position: row.integer(1, StoreLimits.positions), canonicalHash: row.text(2), difficulty: row.text(3),
                split: row.word(4, as: ProblemSplit.self).rawValue, specification: specification, prompt: row.text(6)))
    }
}

extension Stored where Record == ModelRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, name, sha256, role, parameters, config_json FROM model WHERE \(condition) ORDER BY id
            """
        return try db.rows(sql, arguments, of: "model") { row in
            let id: RowID<ModelRecord> = try row.id(0)
            return try Stored(
                id: id,
                record: ModelRecord(
                    name: row.text(1), sha256: row.text(2), role: row.text(3),
                    parameters: row.integer(4, StoreLimits.numbers), configurationJSON: row.text(5),
                    symbols: symbols(of: id, in: db)))
        }
    }

    /// Reads the vocabulary, of which each token has its place.
    private static func symbols(of model: RowID<ModelRecord>, in db: Database) throws -> [String] {
        var symbols: [String] = []
        try db.forEachRow(
            "SELECT model_id, token, symbol, code FROM model_token WHERE model_id = ? ORDER BY token", [model.value],
            of: "model_token", "model"
        ) { row in
            guard try row.integer(1, 0...Int(UInt16.max)) == symbols.count else {
                throw row.damage(1, "\(symbols.count)")
            }
            guard try row.tokenBytes(3) == TokenBlob.encode([UInt16(symbols.count)]) else {
                throw row.damage(3, "the bytes of token \(symbols.count)", found: "others")
            }
            symbols.append(try row.text(2))
        }
        return symbols
    }
}

extension Stored where Record == ToolRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, kind, name, version, sha256, parameters_json, sound, complete, evidence, solves_the_problem
            FROM tool WHERE \(condition) ORDER BY id
            """
        return try db.rows(sql, arguments, of: "tool") { row in
            var tool = try ToolRecord(
                kind: row.word(1), name: row.text(2), version: row.integer(3, StoreLimits.numbers),
                sha256: row.text(4), parametersJSON: row.text(5))
            // The four are there together or not at all.
            if !(6...9).allSatisfy(row.isNull) {
                tool.declaration = try ToolRecord.Declaration(
                    sound: row.flag(6), complete: row.flag(7), evidence: row.word(8, as: ToolEvidence.self).rawValue,
                    solvesTheProblem: row.flag(9))
            }
            return Stored(id: try row.id(0), record: tool)
        }
    }

    /// Reads the tools that rows of a table refer to, oldest first.
    static func fetch(_ ids: Set<RowID<ToolRecord>>, in db: Database, of table: String) throws -> [Stored] {
        let list = ids.map { "\($0.value)" }.joined(separator: ", ")
        let tools = try fetch(db, where: "id IN (\(list))", [])
        guard tools.count == ids.count else {
            throw SuspectedDamage(what: "table \(table) refers to tools that are not there")
        }
        return tools
    }
}

/// ``ToolRecord/Declaration/evidence`` may be one of these.
private enum ToolEvidence: String, CaseIterable {
    case answer
    case trace
    case reference
}

extension Stored where Record == RunRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, identity, kind, parent_run_id, problem_set_id, model_id, seed, temperature, top_k, top_p,
              max_tokens, prompt_template, kernel_path, config_json, winnow_version, created_at,
              problem_set_id IN (SELECT id FROM problem_set), model_id IN (SELECT id FROM model)
            FROM run WHERE \(condition) ORDER BY id
            """
        return try db.rows(sql, arguments, of: "run") { row in
            for (column, parent, isThere) in [(4, "problem_set", 16), (5, "model", 17)] {
                guard try row.integerIfAny(isThere, 0...1) == 1 else {
                    throw row.damage(column, "the id of a \(parent)")
                }
            }
            let seed = UInt64(bitPattern: Int64(try row.integer(6, StoreLimits.any)))
            return try Stored(
                id: row.id(0),
                record: RunRecord(
                    identity: row.text(1), kind: row.word(2), parent: row.idIfAny(3), problemSet: row.id(4),
                    model: row.id(5), seed: seed, temperature: row.numberIfAny(7),
                    topK: row.integerIfAny(8, StoreLimits.numbers), topP: row.numberIfAny(9),
                    maxTokens: row.integer(10, StoreLimits.costs), promptTemplate: row.text(11),
                    kernelPath: row.text(12), configurationJSON: row.text(13), winnowVersion: row.text(14),
                    createdAt: row.text(15)))
        }
    }
}
