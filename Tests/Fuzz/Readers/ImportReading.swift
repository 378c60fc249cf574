import Foundation
import WinnowCollection
import WinnowStore

/// An import as a whole, and what is listed of it.
enum ImportReading {
    /// The first byte chooses the kind of file and the domain, the rest is the file.
    static func read(_ bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        let name = cursor.choice(["x.jsonl", "x.json", "x.yaml"])
        let domain = cursor.choice([nil, "countdown", "maze", "chain"])
        let path = Scratch.write(cursor.rest(), to: name)
        Scratch.remove("import.db")
        Scratch.write(SampleDatabase.empty, to: "import.db")
        let database = Scratch.folder.path + "/import.db"
        waitFor {
            guard let store = try? Store(path: database),
                let request = try? ImportRequest(files: [path], domain: domain),
                let report = try? await FileSource(request).collect(into: Collector(into: store) { _ in })
            else { return }
            _ = "\(report)"
            await StoreReading.readAll(store)
        }
    }
}
