import GRDB

/// The database's schema has these versions, with steps between them.
///
/// A released migration is never edited: a change of the schema is a new migration and a higher ``version``, and
/// columns are only ever added, because people query the views from their own scripts.
enum Schema {
    /// The schema this program reads and writes, kept in `PRAGMA user_version`.
    static let version = 8

    /// The number marks a file as Winnow's in `PRAGMA application_id`: "Winn" in ASCII.
    static let applicationID = 0x5769_6E6E

    /// The migrator brings a database of any older version, or an empty file, to ``version``.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: v1Tables)
            try db.execute(sql: v1Immutability)
            try db.execute(sql: v1CandidateViews)
            try db.execute(sql: v1RunViews)
            try db.execute(sql: v1EstimateViews)
            try db.execute(sql: "PRAGMA application_id = \(0x5769_6E6E); PRAGMA user_version = 1")
        }
        migrator.registerMigration("v2") { db in
            try db.execute(sql: v2Tables)
            try db.execute(sql: v2Migration)
            try db.execute(sql: v2Views)
            try db.execute(sql: v2Immutability)
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("v3") { db in
            try db.execute(sql: v3Tables)
            try db.execute(sql: v3Views)
            try db.execute(sql: v3Immutability)
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("v4") { db in
            try db.execute(sql: v4Tables)
            try db.execute(sql: v4Migration)
            try db.execute(sql: v4Views)
            try db.execute(sql: v4Immutability)
            try db.execute(sql: "PRAGMA user_version = 4")
        }
        migrator.registerMigration("v5") { db in
            try db.execute(sql: v5Tables)
            try db.execute(sql: v5Migration)
            try db.execute(sql: v5Views)
            try db.execute(sql: "PRAGMA user_version = 5")
        }
        migrator.registerMigration("v6") { db in
            try db.execute(sql: v6Tables)
            try db.execute(sql: v6Views)
            try db.execute(sql: v6Immutability)
            try db.execute(sql: "PRAGMA user_version = 6")
        }
        migrator.registerMigration("v7") { db in
            try db.execute(sql: v7Tables)
            try db.execute(sql: v7Views)
            try db.execute(sql: v7Immutability)
            try db.execute(sql: "PRAGMA user_version = 7")
        }
        migrator.registerMigration("v8") { db in
            try db.execute(sql: v8Tables)
            try db.execute(sql: v8Views)
            try db.execute(sql: v8Immutability)
            try db.execute(sql: "PRAGMA user_version = 8")
        }
        return migrator
    }
}
