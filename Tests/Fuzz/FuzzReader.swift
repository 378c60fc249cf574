/// The registry of what is fuzzed: everything that reads what a stranger's file, program or server says.
///
/// To add one, write a case here, its line in ``read(_:)`` and in ``runs``, and a folder of its name in `Corpus`.
enum FuzzReader: String, CaseIterable {
    case texts
    case json
    case yaml
    case records
    case documents
    case packed
    case archive
    case archiveMembers = "archive-members"
    case imports
    case extraction
    case answerKey = "answer-key"
    case endpointBody = "endpoint-body"
    case retryAfter = "retry-after"
    case endpointSampling = "endpoint-sampling"
    case judgeReply = "judge-reply"
    case toolOutput = "tool-output"
    case safetensors
    case checkpoint
    case modelConfiguration = "model-configuration"
    case modelTokenizer = "model-tokenizer"
    case modelWeights = "model-weights"
    case modelIndex = "model-index"
    case modelCard = "model-card"
    case scorerCard = "scorer-card"
    case problems
    case completions
    case traceText = "trace-text"
    case prompts
    case plans
    case databaseRows = "database-rows"
    case databasePages = "database-pages"

    /// Reads an input as its reader does; an input that it refuses is as good as any other.
    ///
    /// A trap is a finding, and so is a broken law, which ``require(_:_:)`` makes one.
    func read(_ bytes: [UInt8]) {
        switch self {
        case .texts: TextReading.read(bytes)
        case .json: JSONReading.read(bytes)
        case .yaml: RecordReading.yaml(bytes)
        case .records: RecordReading.lines(bytes)
        case .documents: RecordReading.document(bytes)
        case .packed: RecordReading.packed(bytes)
        case .archive: RecordReading.archive(bytes)
        case .archiveMembers: RecordReading.archiveMembers(bytes)
        case .imports: ImportReading.read(bytes)
        case .extraction: AnswerReading.extraction(bytes)
        case .answerKey: AnswerReading.key(bytes)
        case .endpointBody: EndpointReading.body(bytes)
        case .retryAfter: EndpointReading.retryAfter(bytes)
        case .endpointSampling: EndpointReading.sampling(bytes)
        case .judgeReply: JudgeReading.endpoint(bytes)
        case .toolOutput: JudgeReading.tool(bytes)
        case .safetensors: ModelReading.safetensors(bytes)
        case .checkpoint: ModelReading.checkpoint(bytes)
        case .modelConfiguration: ModelReading.folder(bytes, as: "config.json")
        case .modelTokenizer: ModelReading.folder(bytes, as: "tokenizer.json")
        case .modelWeights: ModelReading.folder(bytes, as: "model.safetensors")
        case .modelIndex: ModelReading.folder(bytes, as: "model.safetensors.index.json")
        case .modelCard: CardReading.model(bytes)
        case .scorerCard: CardReading.scorer(bytes)
        case .problems: DomainReading.problems(bytes)
        case .completions: DomainReading.completions(bytes)
        case .traceText: DomainReading.traceText(bytes)
        case .prompts: PromptReading.read(bytes)
        case .plans: PlanReading.read(bytes)
        case .databaseRows: DatabaseReading.rows(bytes)
        case .databasePages: DatabaseReading.pages(bytes)
        }
    }

    /// How many inputs continuous integration tries, of each of the two builds: about eight seconds' work.
    var runs: Int {
        switch self {
        case .modelCard: 50_000
        case .json, .safetensors: 40_000
        case .answerKey, .completions, .traceText, .endpointBody: 15_000
        case .plans: 10_000
        case .archive, .checkpoint, .problems, .retryAfter: 8000
        case .texts, .yaml, .documents, .packed, .extraction, .archiveMembers, .modelConfiguration, .modelIndex: 4000
        case .modelTokenizer, .modelWeights: 2500
        case .records, .prompts: 1500
        case .imports, .scorerCard: 800
        case .endpointSampling: 400
        case .judgeReply, .toolOutput, .databaseRows, .databasePages: 200
        }
    }
}
