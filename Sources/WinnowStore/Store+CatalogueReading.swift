import GRDB

/// What candidates refer to is read back here.
extension Store {
    /// Reads all runs, oldest first.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func runs() throws(StoreError) -> [Stored<RunRecord>] {
        try read { db in
            try db.checkReferences()
            return try Stored<RunRecord>.fetch(db, where: "true", [])
        }
    }

    /// Finds the run with this identifier, as people type it; nil where there is none.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func run(number: Int64) throws(StoreError) -> Stored<RunRecord>? {
        try read { try Stored<RunRecord>.fetch($0, where: "id = ?", [number]).first }
    }

    /// Finds the run with this identity; nil where there is none.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func run(identity: String) throws(StoreError) -> Stored<RunRecord>? {
        try read { try Stored<RunRecord>.fetch($0, where: "identity = ?", [identity]).first }
    }

    /// Reads a problem set.
    ///
    /// - Throws: ``StoreError`` when there is none, or the database cannot be read.
    public func problemSet(_ id: RowID<ProblemSetRecord>) throws(StoreError) -> ProblemSetRecord {
        try read { db in
            try Stored<ProblemSetRecord>.fetch(db, where: "id = ?", [id.value]).only("problem set", id).record
        }
    }

    /// Reads a model.
    ///
    /// - Throws: ``StoreError`` when there is none, or the database cannot be read.
    public func model(_ id: RowID<ModelRecord>) throws(StoreError) -> ModelRecord {
        try read { try Stored<ModelRecord>.fetch($0, where: "id = ?", [id.value]).only("model", id).record }
    }

    /// Reads a tool.
    ///
    /// - Throws: ``StoreError`` when there is none, or the database cannot be read.
    public func tool(_ id: RowID<ToolRecord>) throws(StoreError) -> ToolRecord {
        try read { try Stored<ToolRecord>.fetch($0, where: "id = ?", [id.value]).only("tool", id).record }
    }

    /// Reads all tools, oldest first.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func tools() throws(StoreError) -> [Stored<ToolRecord>] {
        try read { try Stored<ToolRecord>.fetch($0, where: "true", []) }
    }

    /// Reads the stored problems of a set, by position.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func problems(in set: RowID<ProblemSetRecord>) throws(StoreError) -> [Stored<ProblemRecord>] {
        try read { try Stored<ProblemRecord>.fetch($0, set: set) }
    }
}

extension Array {
    fileprivate func only<Record>(_ name: String, _ id: RowID<Record>) throws -> Element {
        guard let element = first else { throw SuspectedDamage(what: "there is no \(name) \(id)") }
        return element
    }
}
