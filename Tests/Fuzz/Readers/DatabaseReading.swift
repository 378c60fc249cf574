import Foundation
import GRDB
import WinnowRuns
import WinnowStore

/// Damaged and foreign databases.
enum DatabaseReading {
    /// The cells that may be written over: a table and its columns.
    private static let tables: [(name: String, columns: [String])] = {
        Scratch.remove("tables.db")
        let path = Scratch.write(SampleDatabase.lax, to: "tables.db")
        do {
            return try DatabaseQueue(path: path).read { db in
                let names = try String.fetchAll(
                    db,
                    sql: """
                        SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations' ORDER BY name
                        """)
                return try names.map { ($0, try db.columns(in: $0).map(\.name)) }
            }
        } catch {
            fatalError("the sample database has no tables: \(error)")
        }
    }()

    private static let numbers: [Int64] = [0, 1, 2, -1, .max, .min, .max - 1, 65_536, 1 << 31, 1 << 32]
    private static let reals = [
        0, -0.0, 0.5, 1e308, -1e308, .infinity, -.infinity, .leastNonzeroMagnitude, 1e19, -1e19,
    ]
    private static let texts = [
        "", "{", "[]", "{}", "null", "sample", "import", "chain", "maze", "text", "verifier", "1", "\u{0}",
    ]

    /// Any value in any cells: for each a byte for table, column, row and kind, and then the value.
    static func rows(_ bytes: [UInt8]) {
        Scratch.remove("rows.db")
        let path = Scratch.write(SampleDatabase.lax, to: "rows.db")
        var cursor = ByteCursor(bytes)
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { db in
                try db.execute(
                    sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF")
                var count = 0
                while !cursor.isAtEnd, count < 16 {
                    count += 1
                    change(db, &cursor)
                }
            }
            try queue.close()
        } catch {
            fatalError("the sample database cannot be changed: \(error)")
        }
        waitFor { await StoreReading.readAll(path) }
    }

    private static func change(_ db: Database, _ cursor: inout ByteCursor) {
        let (table, columns) = cursor.choice(tables)
        let column = cursor.choice(columns)
        let row = cursor.byte() % 8
        let value = value(&cursor)
        // What cannot be in the cell, such as a text in a row's number, is left out.
        if columns.contains("id") || table == "completion" || table == "reference" || table == "run_revision" {
            try? db.execute(
                sql: """
                    UPDATE OR IGNORE "\(table)" SET "\(column)" = ?
                    WHERE rowid = (SELECT rowid FROM "\(table)" LIMIT 1 OFFSET \(row) % (SELECT count(*) FROM "\(table)"))
                    """, arguments: [value])
        } else {
            try? db.execute(sql: "UPDATE OR IGNORE \"\(table)\" SET \"\(column)\" = ?", arguments: [value])
        }
    }

    private static func value(_ cursor: inout ByteCursor) -> DatabaseValue {
        switch cursor.byte() % 8 {
        case 0: .null
        case 1: cursor.choice(numbers).databaseValue
        case 2: Int64(bitPattern: cursor.word()).databaseValue
        case 3: cursor.choice(reals).databaseValue
        case 4: Double(bitPattern: cursor.word()).databaseValue
        case 5: cursor.choice(texts).databaseValue
        case 6: String(decoding: cursor.piece(cursor.byte()), as: UTF8.self).databaseValue
        default: Data(cursor.piece(cursor.byte())).databaseValue
        }
    }

    /// Bytes that are written over, and pages that are exchanged, emptied or cut off.
    static func pages(_ bytes: [UInt8]) {
        let size = 4096
        var image = SampleDatabase.image
        var cursor = ByteCursor(bytes)
        while !cursor.isAtEnd {
            let kind = cursor.byte() % 8
            let count = image.count / size
            let page = cursor.byte() % max(1, count) * size
            switch kind {
            case 0:
                let other = cursor.byte() % max(1, count) * size
                guard page + size <= image.count, other + size <= image.count else { continue }
                let (one, two) = (image[page..<page + size], image[other..<other + size])
                image.replaceSubrange(page..<page + size, with: Data(two))
                image.replaceSubrange(other..<other + size, with: Data(one))
            case 1: image.removeLast(image.count - min(image.count, page + cursor.short() % size))
            default:
                let start = min(image.count, page + cursor.short() % size)
                let piece = cursor.piece(1 + cursor.byte() % 16)
                let end = min(image.count, start + piece.count)
                image.replaceSubrange(start..<end, with: Data(piece.prefix(end - start)))
            }
        }
        Scratch.remove("pages.db")
        let path = Scratch.write(image, to: "pages.db")
        waitFor { await StoreReading.readAll(path) }
    }
}
