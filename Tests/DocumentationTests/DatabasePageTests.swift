import GRDB
import Testing

@testable import WinnowStore

/// The page on the database, made from the migrated schema and ``databaseMeanings``.
@Suite("The page on the database")
struct DatabasePageTests {
    /// A table or view.
    private struct Object {
        let name: String
        let columns: [(name: String, type: String)]
    }

    /// What is said of a table or view.
    private struct Meaning {
        var text: String
        var columns: [String: String] = [:]
        var query = ""
    }

    private static func meanings() throws -> (names: [String], all: [String: Meaning]) {
        var (names, all): ([String], [String: Meaning]) = ([], [:])
        for line in databaseMeanings.split(separator: "\n") {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("> ") {
                all[try #require(names.last)]?.query = String(text.dropFirst(2))
                continue
            }
            let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
            if line.first == " " {
                try #require(parts.count == 2, "\(line)")
                let known = all[try #require(names.last)]?.columns.updateValue(parts[1], forKey: parts[0])
                #expect(known == nil, "\(line) is said twice")
            } else {
                names.append(parts[0])
                #expect(all.updateValue(Meaning(text: parts.count == 2 ? parts[1] : ""), forKey: parts[0]) == nil)
            }
        }
        return (names, all)
    }

    private static func objects(of type: String) throws -> [Object] {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue)
        return try queue.read { db in
            let names = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'grdb%' ORDER BY name",
                arguments: [type])
            return try names.map { name in
                let rows = try Row.fetchAll(
                    db, sql: "SELECT name, type FROM pragma_table_info(?) ORDER BY cid", arguments: [name])
                return Object(name: name, columns: rows.map { (name: $0["name"], type: $0["type"]) })
            }
        }
    }

    @Test("is what the schema has, with nothing left unsaid")
    func page() throws {
        let (names, meanings) = try Self.meanings()
        let common = try #require(meanings["*"]).columns
        var (sections, used): ([String: [String]], Set<String>) = ([:], ["*"])
        for type in ["view", "table"] {
            let objects = try Self.objects(of: type)
            #expect(!objects.isEmpty)
            for object in objects.sorted(by: { names.firstIndex(of: $0.name) ?? 0 < names.firstIndex(of: $1.name) ?? 0 }
            ) {
                let meaning = try #require(meanings[object.name], "\(type) \(object.name) has no meaning")
                used.insert(object.name)
                let rows = try object.columns.map { column in
                    let text = try #require(
                        meaning.columns[column.name] ?? common[column.name], "\(object.name).\(column.name)")
                    return "| `\(column.name)` | \(column.type.lowercased()) | \(Page.cell(text)) |"
                }
                let unknown = Set(meaning.columns.keys).subtracting(object.columns.map(\.name))
                #expect(unknown.isEmpty, "\(object.name) has no columns \(unknown.sorted())")
                #expect(!meaning.query.isEmpty, "\(object.name) has no query")
                sections[type, default: []].append(
                    """
                    ### \(object.name)

                    \(meaning.text)

                    ```sql
                    \(Self.lines(of: meaning.query));
                    ```

                    | column | type | meaning |
                    | :-- | :-- | :-- |
                    \(rows.joined(separator: "\n"))
                    """)
            }
        }
        #expect(Set(meanings.keys) == used)
        try Page.expect("Database.md", is: text(sections))
    }

    /// A query with its clauses on lines of their own, where it is long.
    private static func lines(of query: String) -> String {
        guard query.count > 80 else { return query }
        return ["from", "where", "group by", "order by"].reduce(query) { $0.replacing(" \($1) ", with: "\n  \($1) ") }
    }

    private func text(_ sections: [String: [String]]) -> String {
        """
        # The database

        Everything that Winnow knows is in one SQLite file. Every figure can be computed from it again.

        ## Overview

        Ask it with `sqlite3`, or with any program that reads SQLite:

        ```sh
        sqlite3 -markdown results/quickstart.db "select * from leaderboard limit 5"
        ```

        Begin with the views: they have plain names, and their columns are only ever added to. Rates are in [0, 1]. The
        tables below them hold the raw data, which triggers keep from being changed or deleted; whatever is said of a sample
        is a row of its own, with the tool that said it. Only estimates are a cache. `right` is also a word of SQL: DuckDB
        and PostgreSQL want it in double quotes.

        This page is of schema \(Schema.version) (`pragma user_version`). Older files are brought to it by the first command
        that writes to them, and read through a migrated copy by the others.

        ## Views

        \((sections["view"] ?? []).joined(separator: "\n\n"))

        ## Tables

        \((sections["table"] ?? []).joined(separator: "\n\n"))

        """
    }

    @Test("every query of the page runs")
    func queries() throws {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue)
        for (name, meaning) in try Self.meanings().all where name != "*" {
            #expect(throws: Never.self, "\(name)") {
                try queue.read { db in _ = try Row.fetchAll(db, sql: meaning.query) }
            }
            #expect(meaning.query.contains(name))
        }
    }
}
