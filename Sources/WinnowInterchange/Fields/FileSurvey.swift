import WinnowCore
import WinnowJSON
import WinnowText

/// A survey of a whole file says what kinds of values each field has in it, so that what a field means is decided once
/// and for all records alike.
struct FileSurvey: Sendable {
    /// Records that could be read.
    private(set) var records = 0

    /// The first of them begins like this.
    private(set) var excerpt = ""
    private(set) var line = 0

    /// The profiles are of paths such as `scores.match.value`, and of the elements of a list as `scores[]`.
    private(set) var profiles: [ExactText: FieldProfile] = [:]

    /// The fields of the records themselves, in the order in which they were first seen.
    private(set) var names: [String] = []

    /// Names of problems that stand for different problems unless another field is added to them.
    private(set) var splitting: Set<ExactText> = []

    /// The hashes of documents that stand in several places of a task.
    private(set) var repeatedDocuments: Set<ExactText> = []

    /// What lm-evaluation-harness's filters are called, in the order in which they were first seen.
    private(set) var filters: [ExactText] = []

    /// Fields that say something in a record in which a field with a name of several meanings does, by that field.
    private(set) var companions: [ExactText: Set<ExactText>] = [:]

    /// Lists that have as many elements as the list `answer` in every record.
    private(set) var besideAnswers: Set<String>?

    /// Numbers that come back, and those that stand beside different prompts.
    private var repeating: Set<ExactText> = []
    private var ambiguous: Set<ExactText> = []

    /// True where one prompt comes with different references.
    private var hasSharedPrompts = false

    private var places: [ExactText: [UInt64: UInt64]] = [:]

    /// The names of problems and the prompts beside them, each with how often it stands in the file.
    private var named: [UInt64: Int] = [:]
    private var prompted: [UInt64: Int] = [:]

    /// Records whose `label` is 0 or 1, and those among them whose text ends with 0 or 1, as where that is the answer.
    private var labelled = 0
    private var endingLikeLabels = 0

    /// True where every text beside a label of 0 or 1 ends with such a number: the label may be what is right.
    var endsLikeLabels: Bool { labelled > 0 && labelled == endingLikeLabels }

    /// No more paths are looked at, whatever a file has.
    private static let most = 4096
    private static let depth = 4

    /// Fields with these names divide a file into parts, in each of which names of problems are given anew.
    static let partNames = [
        "task", "task_name", "dataset", "dataset_name", "benchmark", "benchmark_name", "data_source", "data_name",
        "subset", "subject", "config",
    ]

    mutating func add(_ record: JSONValue, in context: RecordContext, excerpt: String) {
        records += 1
        if records == 1 { (self.excerpt, line) = (excerpt, context.line) }
        guard let members = record.object else { return }
        for (name, value) in members {
            if profiles[name] == nil { names.append(name.text) }
            add(value, at: name.text, depth: 1)
        }
        for name in GenericNames.open.union(GenericNames.doubtful) where record[name].map({ !$0.isNull }) == true {
            let others = members.filter { !$0.value.isNull && $0.key.text != name }.map(\.key)
            companions[ExactText(name), default: []].formUnion(others)
        }
        if let answers = record["answer"]?.array {
            let alike = members.filter { $0.key != "answer" && $0.value.array?.count == answers.count }.map(\.key.text)
            besideAnswers = besideAnswers.map { $0.intersection(alike) } ?? Set(alike)
        }
        addPlaces(of: record)
        addLabel(of: record)
    }

    private mutating func addLabel(of record: JSONValue) {
        guard let label = record["label"]?.text, label == "0" || label == "1" else { return }
        labelled += 1
        let text = (FieldRole.completion.aliases + FieldRole.answer.aliases).lazy.compactMap { record[$0]?.string }
            .first
        guard let text = text?.trimmed else { return }
        let end = text.utf8.reversed().drop { ".*}$) ".utf8.contains($0) }.prefix(2)
        let isAlone = end.count < 2 || end.last.map { !(48...57).contains($0) && $0 != 46 } ?? true
        if let digit = end.first, digit == 48 || digit == 49, isAlone { endingLikeLabels += 1 }
    }

    private mutating func add(_ value: JSONValue, at path: String, depth: Int) {
        let key = ExactText(path)
        guard profiles[key] != nil || profiles.count < Self.most else { return }
        profiles[key, default: FieldProfile()].add(value)
        switch value {
        case .array(let elements):
            let list = ExactText(path + "[]")
            guard profiles[list] != nil || profiles.count < Self.most else { return }
            for element in elements.prefix(Self.elements) {
                profiles[list, default: FieldProfile()].add(element)
                guard depth < Self.depth, let members = element.object else { continue }
                for (name, member) in members.prefix(Self.elements) where member.array == nil && member.object == nil {
                    add(member, at: list.text + "." + name.text, depth: Self.depth)
                }
            }
        case .object(let members) where depth < Self.depth:
            for (name, member) in members.prefix(Self.elements) {
                add(member, at: path + "." + name.text, depth: depth + 1)
            }
        default: break
        }
    }

    /// So many elements and members of one value are looked at.
    private static let elements = 256

    /// Takes note of which problems a name stands for.
    private mutating func addPlaces(of record: JSONValue) {
        if let hash = record["doc_hash"]?.text, let document = record["doc_id"]?.text {
            if note(hash, document, under: "doc_hash") { repeatedDocuments.insert(ExactText(hash)) }
        }
        if let name = record["filter"]?.string {
            let filter = ExactText(name)
            if !filters.contains(filter), filters.count < Self.elements { filters.append(filter) }
        }
        addNumbers(of: record)
        guard let id = GenericNames.identifier(of: record) else { return }
        if let prompt = Self.prompt(of: record) {
            named[Self.hash(id), default: 0] += 1
            prompted[Self.hash(prompt), default: 0] += 1
        }
        for name in Self.partNames {
            guard let part = record[name]?.text else { continue }
            if note(id, part, under: name) { splitting.insert(ExactText(name)) }
        }
    }

    /// Takes note of which prompts numbers stand beside.
    private mutating func addNumbers(of record: JSONValue) {
        guard let prompt = Self.prompt(of: record) else { return }
        let references = FieldRole.reference.aliases.lazy.compactMap { record[$0]?.text }
        if let reference = references.first, note(prompt, reference, under: "prompt") { hasSharedPrompts = true }
        for name in ["idx", "index"] {
            guard let number = record[name]?.text else { continue }
            let isKnown = places[ExactText(name)]?[Self.hash(number)] != nil
            if note(number, prompt, under: name) {
                ambiguous.insert(ExactText(name))
            } else if isKnown {
                repeating.insert(ExactText(name))
            }
        }
    }

    private static func prompt(of record: JSONValue) -> String? {
        FieldRole.problem.aliases.lazy.compactMap { record[$0]?.text }.first
    }

    /// Tells how many prompts a file has whose records are each named otherwise though every prompt comes back, as where
    /// names are those of samples; nil where names come back too, or some prompt does not.
    var promptsOfUniqueNames: Int? {
        guard !named.isEmpty, named.values.allSatisfy({ $0 == 1 }), prompted.values.allSatisfy({ $0 > 1 }) else {
            return nil
        }
        return prompted.count
    }

    /// Tells whether a number is that of a problem.
    func namesProblems(_ name: String) -> Bool {
        let key = ExactText(name)
        return !ambiguous.contains(key) && (repeating.contains(key) || hasSharedPrompts)
    }

    /// Keeps what first came with a name, and tells whether this is something else.
    private mutating func note(_ name: String, _ value: String, under field: String) -> Bool {
        let (key, value) = (Self.hash(name), Self.hash(value))
        let first = places[ExactText(field), default: [:]][key]
        if first == nil { places[ExactText(field), default: [:]][key] = value }
        return first.map { $0 != value } ?? false
    }

    private static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// The profile of a path, with nothing in it where no record has it.
    func profile(_ path: String) -> FieldProfile { profiles[ExactText(path)] ?? FieldProfile() }

    /// True where some record that has one field has another as well.
    func has(_ other: String, beside name: String) -> Bool {
        companions[ExactText(name)]?.contains(ExactText(other)) ?? false
    }

    /// True where some record has a value other than null there.
    func has(_ path: String) -> Bool { profile(path).hasValues }
}
