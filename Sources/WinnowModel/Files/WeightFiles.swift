import Foundation

/// The weights of a model folder are in one safetensors file, or in several that an index lists.
struct WeightFiles {
    /// An entry is one tensor and the file that holds it.
    private struct Entry {
        let file: Int
        let place: SafeTensorsHeader.Place
    }

    private var files: [FileBytes] = []
    private var headers: [SafeTensorsHeader] = []
    private var entries: [String: Entry] = [:]

    /// The tensors have these names.
    var names: Set<String> { Set(entries.keys) }

    /// The index `model.safetensors.index.json` says which file holds which tensor.
    private struct Index: Decodable {
        var files: [String: String]

        private enum CodingKeys: String, CodingKey {
            case files = "weight_map"
        }
    }

    /// Reads the headers only.
    ///
    /// - Throws: ``ModelError`` when files are missing or damaged, or the index does not say what is in them.
    init(in folder: URL) throws(ModelError) {
        let single = folder.appending(path: "model.safetensors")
        let index = folder.appending(path: "model.safetensors.index.json")
        guard FileManager.default.fileExists(atPath: single.path) || FileManager.default.fileExists(atPath: index.path)
        else {
            throw ModelError(
                "cannot read \(single.path)", hint: "a model folder holds config.json and model.safetensors")
        }
        if FileManager.default.fileExists(atPath: single.path) {
            try add(single)
            return
        }
        let map = try FileBytes.json(Index.self, at: index, limit: 50_000_000).files
        let shards = Set(map.values).sorted()
        guard (1...1000).contains(shards.count) else {
            throw ModelError("\(index.path) lists \(shards.count) files", hint: "it is damaged")
        }
        for shard in shards {
            // A name with a separator could lead out of the folder.
            guard shard.hasSuffix(".safetensors"), !shard.contains("/"), !shard.contains("\0"), shard.count < 256 else {
                throw ModelError("\(index.path) lists the file \"\(shard)\"", hint: "only files beside it are read")
            }
            try add(folder.appending(path: shard))
        }
        for (name, shard) in map where entries[name].map({ shards[$0.file] }) != shard {
            throw ModelError(
                "\(folder.path)/\(shard) has no tensor \(name), though the index says so", hint: "copy the model again")
        }
        if let extra = names.subtracting(map.keys).min() {
            throw ModelError(
                "\(folder.path) holds a tensor \(extra) that the index does not list", hint: "copy the model again")
        }
    }

    private mutating func add(_ url: URL) throws(ModelError) {
        let file = try FileBytes(contentsOf: url)
        let header = try SafeTensorsHeader(of: file)
        for (name, place) in header.places {
            guard entries.updateValue(Entry(file: files.count, place: place), forKey: name) == nil else {
                throw ModelError("\(url.path) holds a tensor \(name) of another file", hint: "copy the model again")
            }
        }
        files.append(file)
        headers.append(header)
    }

    /// Gives the shape of a tensor, or nil when there is none of this name.
    func shape(of name: String) -> [Int]? { entries[name]?.place.shape }

    /// Reads a tensor, which must be there, into its place in an array.
    ///
    /// - Throws: ``ModelError`` when the file cannot be read or a number is not finite.
    func read(_ name: String, into values: inout [Float], at start: Int) throws(ModelError) {
        guard let entry = entries[name] else { preconditionFailure("there is no tensor \(name)") }
        let file = files[entry.file]
        guard try headers[entry.file].read(entry.place, of: file, into: &values, at: start) else {
            throw ModelError(
                "tensor \(name) of \(file.name) holds a number that is not finite",
                hint: "the training diverged or the file is damaged")
        }
    }
}
