import Foundation
import GRDB

extension Stored where Record == ProblemSetRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = "SELECT id, domain, name, version, sha256 FROM problem_set WHERE \(condition) ORDER BY id"
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            Stored(
                id: RowID(row[0]),
                record: ProblemSetRecord(domain: row[1], name: row[2], version: row[3], sha256: row[4]))
        }
    }
}

extension Stored where Record == ProblemRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, position, canonical_hash, difficulty, split, spec_json ->> 'specification', prompt
            FROM problem WHERE \(condition) ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            Stored(
                id: RowID(row[0]),
                record: ProblemRecord(
                    position: row[1], canonicalHash: row[2], difficulty: row[3], split: row[4],
                    specification: row[5], prompt: row[6]))
        }
    }
}

extension Stored where Record == ModelRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, name, sha256, role, parameters, config_json FROM model WHERE \(condition) ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            let id: Int64 = row[0]
            let symbols = try String.fetchAll(
                db, sql: "SELECT symbol FROM model_token WHERE model_id = ? ORDER BY token", arguments: [id])
            return Stored(
                id: RowID(id),
                record: ModelRecord(
                    name: row[1], sha256: row[2], role: row[3], parameters: row[4], configurationJSON: row[5],
                    symbols: symbols))
        }
    }
}

extension Stored where Record == ToolRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, kind, name, version, sha256, parameters_json, sound, complete, evidence, solves_the_problem
            FROM tool WHERE \(condition) ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            guard let kind = ToolRecord.Kind(rawValue: row[1]) else { preconditionFailure("tool.kind has a CHECK") }
            var tool = ToolRecord(
                kind: kind, name: row[2], version: row[3], sha256: row[4], parametersJSON: row[5])
            if let sound = row[6] as Bool?, let complete = row[7] as Bool?, let evidence = row[8] as String?,
                let solves = row[9] as Bool?
            {
                tool.declaration = ToolRecord.Declaration(
                    sound: sound, complete: complete, evidence: evidence, solvesTheProblem: solves)
            }
            return Stored(id: RowID(row[0]), record: tool)
        }
    }
}

extension Stored where Record == RunRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, identity, kind, parent_run_id, problem_set_id, model_id, seed, temperature, top_k, top_p,
              max_tokens, prompt_template, kernel_path, config_json, winnow_version, created_at
            FROM run WHERE \(condition) ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            Stored(
                id: RowID(row[0]),
                record: RunRecord(
                    identity: row[1], kind: row[2], parent: (row[3] as Int64?).map { RowID($0) },
                    problemSet: RowID(row[4]), model: RowID(row[5]), seed: UInt64(bitPattern: row[6] as Int64),
                    temperature: row[7], topK: row[8], topP: row[9], maxTokens: row[10], promptTemplate: row[11],
                    kernelPath: row[12], configurationJSON: row[13], winnowVersion: row[14], createdAt: row[15]))
        }
    }
}
