public import Foundation

extension SafeTensors {
    /// Reads a file's bytes; every claim of the header is checked before anything is allocated for it.
    ///
    /// The tensors must fill the file's data exactly, without gaps and without sharing a byte.
    ///
    /// - Throws: ``ModelError`` for a truncated file, a lying header, an unknown type or tensors that overlap.
    public init(_ data: Data) throws(ModelError) {
        try self.init(reading: FileBytes(data, name: "the data"))
    }

    /// Reads a file; the same checks.
    ///
    /// - Throws: ``ModelError`` when it cannot be read or is not sound.
    init(contentsOf url: URL) throws(ModelError) {
        try self.init(reading: FileBytes(contentsOf: url))
    }

    private init(reading file: FileBytes) throws(ModelError) {
        let header = try SafeTensorsHeader(of: file)
        self.init(tensors: [:], metadata: header.metadata)
        for place in header.places.values {
            var values = [Float](repeating: 0, count: place.count)
            _ = try header.read(place, of: file, into: &values, at: 0)
            tensors[place.name] = Tensor(shape: place.shape, values: values)
        }
    }
}
