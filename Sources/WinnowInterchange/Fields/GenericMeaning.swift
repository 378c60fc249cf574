import WinnowJSON
import WinnowText

/// These names of fields say what records hold where nobody says it.
enum GenericNames {
    /// Lists of samples have these names, and those of ``FieldRole/completion``.
    static let lists = [
        "completions", "samples", "outputs", "responses", "generations", "predictions", "candidates", "rollouts",
        "generated_answers", "generated_responses", "generated_solutions", "generated_texts", "model_outputs",
        "model_responses", "model_answers", "predicted_answers", "solutions", "codes", "code", "trajectories",
        "answers",
    ]

    /// Lists with a verdict on each sample have these names.
    static let flags = [
        "corrects", "is_corrects", "is_correct", "correct", "labels", "answer_correct", "passed", "graded_list",
        "scores_correct", "verdicts",
    ]

    /// These names are as often those of what a dataset gives as those of what a model said.
    static let open: Set = ["answer", "solution", "text", "answers", "solutions", "code", "codes", "content"]

    /// A model's word has these names, whether it is a whole completion or what was read from one.
    static let predictions = ["predicted_answer", "given_answer", "model_answer", "prediction", "pred"]

    /// A dataset may call its answers so, and a program its samples.
    static let doubtful = ["output", "outputs", "answers", "final_answer"]

    /// Finds what a record calls its problem.
    static func identifier(of record: JSONValue) -> String? {
        for name in FieldRole.problemID.aliases {
            if let text = record[name]?.text { return text }
        }
        return nil
    }
}

/// What the fields of generic records mean is decided once for a file, by all of its records.
///
/// A field that names itself, such as `completion`, `reference` or `is_correct`, has one meaning. One that does not,
/// such as `answer`, `solution`, `label` or `score`, has the one that all records of the file leave; where they leave
/// several, the import stops and asks.
struct GenericMeaning {
    private let survey: FileSurvey
    private let file: String

    /// True where a verifier judges the samples, so that an answer needs no reference beside it.
    private let isJudged: Bool
    private(set) var fields: FieldMapping

    /// - Throws: ``ImportFileError`` for a field that may mean several things, or one that was named and is nowhere.
    init(
        of survey: FileSurvey, _ fields: FieldMapping, file: String, isJudged: Bool
    ) throws(ImportFileError) {
        (self.survey, self.file, self.fields, self.isJudged) = (survey, file, fields, isJudged)
        guard survey.records > 0 else { return }
        decideNames()
        for name in GenericNames.doubtful where isOpen(name) { try decideDoubtful(name) }
        try decideAnswers()
        decideWhole()
        try decideVerdicts()
        try decideScores()
        let answers = self.fields.paths[.answer].map { [$0] } ?? self.fields.names(of: .answer)
        self.fields.answersAreRead = answers.contains { survey.has($0) }
        self.fields.parts = FileSurvey.partNames.filter { survey.splitting.contains(ExactText($0)) }
    }

    private func isFree(_ name: String) -> Bool { !fields.taken.contains(name) }

    /// The fields of a role that some record has, by names which say it.
    private func sure(_ role: FieldRole) -> [String] {
        fields.names(of: role).filter { name in
            let isOpen = GenericNames.open.contains(name) || name == "label"
            return survey.has(name) && (!isOpen || fields.moved[ExactText(name)] == role)
        }
    }

    private func has(_ role: FieldRole) -> Bool { fields.paths[role] != nil || !sure(role).isEmpty }

    /// True where fields beside an answer show that a record is a sample.
    private var hasSignOfSample: Bool {
        isJudged || has(.reference) || has(.sampleIndex) || has(.model) || has(.logProbability) || hasVerdict
    }

    private var hasVerdict: Bool {
        has(.correct) || GenericNames.flags.contains { isFree($0) && survey.has($0) } || survey.has("verdicts")
    }

    // MARK: Problems

    /// A number beside a prompt is the problem's, where it always stands for one prompt and comes back, or where one
    /// prompt is that of different problems; else it may be the sample's.
    private mutating func decideNames() {
        guard fields.paths[.problemID] == nil, !FieldRole.problemID.aliases.contains(where: survey.has) else { return }
        for name in ["idx", "index"] where isFree(name) && survey.has(name) && survey.namesProblems(name) {
            fields.moved[ExactText(name)] = .problemID
            return
        }
    }

    // MARK: Samples and references

    /// True where samples of several records of the file, or of those that have a field, are lists.
    private func hasLists(beside name: String) -> Bool { sampleLists.contains { survey.has($0, beside: name) } }

    private func hasTexts(beside name: String) -> Bool {
        sampleTexts.contains { $0 == Self.models || survey.has($0, beside: name) }
    }

    /// Stands for objects with a sample of a model each.
    private static let models = "…"

    /// Lists of samples whose names say so.
    private var sampleLists: [String] {
        let named = GenericNames.lists + FieldRole.completion.aliases + ["prediction"]
        return named.filter {
            isFree($0) && !GenericNames.open.contains($0) && survey.profile($0).listsOfTexts > 0
        }
    }

    /// Samples of one text each, or of messages, whose names say so.
    private var sampleTexts: [String] {
        let objects = fields.names(of: .completion).filter { !GenericNames.open.contains($0) }.filter {
            survey.profile($0).hasValues || survey.profile($0).nulls > 0
        }
        // Objects with a sample of a model each.
        let models = survey.names.contains { name in
            survey.profile(name).objects > 0
                && FieldRole.completion.aliases.contains { survey.has("\(name).\($0)") }
        }
        return objects + (models ? [Self.models] : [])
    }

    /// Samples of one text each in fields whose names only a model's words have.
    private var said: [String] {
        let names = FieldRole.completion.aliases + GenericNames.predictions
        return names.filter { name in
            isFree(name) && !GenericNames.open.contains(name) && !GenericNames.doubtful.contains(name)
                && survey.profile(name).hasScalars
        }
    }

    /// Decides on a name that datasets and programs use beside one that only a model's words have.
    private mutating func decideDoubtful(_ name: String) throws(ImportFileError) {
        let said = said.filter { survey.has($0, beside: name) }
        guard fields.paths[.completion] == nil, !said.isEmpty || name == "final_answer",
            sampleLists.allSatisfy({ $0 == name })
        else { return }
        let key = ExactText(name)
        let profile = survey.profile(name)
        let predictions = said.filter(GenericNames.predictions.contains)
        switch name {
        case "answers": fields.moved[key] = has(.reference) ? .some(nil) : .reference
        case "outputs":
            // A list beside one prediction may have the right answers, or the samples that one was made of.
            guard profile.lists > 0, !predictions.isEmpty, predictions == said, !has(.reference) else { return }
            throw ask(name, Self.goldOrSample)
        case "output":
            guard !has(.reference), profile.lists == 0 else { return }
            let isLong = profile.wholes > 0 || profile.longTexts > 0
            if predictions == said {
                // What was read from an output stands beside it; a prediction that is long was not.
                let isRead = predictions.allSatisfy { survey.profile($0).wholes + survey.profile($0).longTexts == 0 }
                if !isLong, isRead { throw ask(name, Self.goldOrSample) }
                if !isLong { fields.moved[key] = .reference }
            } else if survey.has("instruction")
                || said.contains(where: { $0.hasPrefix("model_") || $0.hasPrefix("gen") })
            {
                fields.moved[key] = .reference
            } else {
                throw ask(name, Self.goldOrSample)
            }
        default:
            guard !has(.reference), !isOwn, !sampleTexts.isEmpty, profile.hasScalars, profile.lists == 0,
                fields.paths[.answer] == nil
            else { return }
            throw ask(name, Self.goldOrRead)
        }
    }

    private static let goldOrSample = [
        ("the problem's reference", "--reference-field"), ("the model's sample", "--completion-field"),
    ]

    /// An answer that is a whole completion is read as one, where the file has no other.
    private mutating func decideWhole() {
        guard fields.paths[.completion] == nil, fields.paths[.answer] == nil, sampleLists.isEmpty, sampleTexts.isEmpty,
            !fields.names(of: .completion).contains(where: survey.has)
        else { return }
        let whole = fields.names(of: .answer).first { survey.profile($0).wholes > 0 && survey.profile($0).lists == 0 }
        if let whole { fields.moved[ExactText(whole)] = .completion }
    }

    private mutating func decideAnswers() throws(ImportFileError) {
        if let path = fields.paths[.completion] {
            // What the user calls the completion makes the others what a dataset gives.
            let isList = survey.profile(path).lists > 0
            for name in ["solution", "text", "content", "answer"] { try decideGold(name, isList: isList) }
            return
        }
        guard fields.paths[.answer] == nil else { return }
        if let code = ["code", "codes"].first(where: { isFree($0) && survey.profile($0).listsOfTexts > 0 }),
            sampleLists.isEmpty, survey.has("answer", beside: code)
        {
            fields.moved[ExactText(code)] = .completion
            for name in ["solution", "text", "content", "answer"] { try decideGold(name, isList: true) }
            return
        }
        // What a model is said to have answered makes `answer` what the dataset gives.
        let predicted = GenericNames.predictions.contains { isFree($0) && survey.profile($0).hasScalars }
        if isOpen("answer"), predicted, survey.profile("answer").wholes == 0, !hasLists(beside: "answer") {
            fields.moved["answer"] = has(.reference) ? .some(nil) : .reference
        }
        for name in ["solution", "text", "content", "answer"] where isOpen(name) && fields.moved[ExactText(name)] == nil
        {
            if hasLists(beside: name) {
                try decideGold(name, isList: true)
            } else if hasTexts(beside: name) {
                try decideGold(name, isList: false)
            } else {
                try decideAlone(name)
            }
        }
    }

    /// Decides on `answer` and `solution` where no other field has a sample.
    private func decideAlone(_ name: String) throws(ImportFileError) {
        let answer = isOpen("answer")
        if name == "solution", !(has(.reference) || hasSignOfSample && !answer) {
            throw ask(
                "solution",
                [("a model's sample", "--completion-field"), ("the problem's reference", "--reference-field")])
        }
        if name == "answer", !isOpen("solution"), !hasSignOfSample, !survey.has("answers") {
            throw ask(
                "answer", [("a model's answer", "--answer-field"), ("the problem's reference", "--reference-field")])
        }
    }

    private func isOpen(_ name: String) -> Bool { isFree(name) && survey.has(name) }

    /// Decides on a field where others have the samples.
    private mutating func decideGold(_ name: String, isList: Bool) throws(ImportFileError) {
        guard isOpen(name) else { return }
        let key = ExactText(name)
        switch name {
        case "text", "content": fields.moved[key] = .some(nil)
        case "solution":
            let isReference = !has(.reference) && !isOpen("answer") && survey.profile("solution").hasScalars
            fields.moved[key] = isReference ? .reference : .some(nil)
        default:
            let answer = survey.profile("answer")
            if answer.lists > 0, !answer.hasScalars {
                // A list beside a list of samples may have the answer of each; beside one sample it has those that are
                // right.
                let isOfSamples = isList && survey.besideAnswers?.isEmpty == false
                if !isOfSamples {
                    fields.moved[key] = has(.reference) ? .some(nil) : .reference
                } else if !has(.reference), !hasVerdict {
                    throw ask("answer", Self.goldOrRead)
                }
            } else if isList {
                fields.moved[key] = has(.reference) ? .some(nil) : .reference
            } else if !has(.reference), !isOwn {
                throw ask("answer", Self.goldOrRead)
            }
        }
    }

    private static let goldOrRead = [
        ("the problem's reference", "--reference-field"), ("what was read from the sample", "--answer-field"),
    ]

    /// True where a record has the names of Winnow's own layout, whose `answer` is what was read from the completion.
    private var isOwn: Bool {
        survey.has("completion")
            && ["correct", "sample_index", "scores", "step_scores", "verdicts"].contains { survey.has($0) }
    }

    // MARK: Verdicts

    private mutating func decideVerdicts() throws(ImportFileError) {
        guard fields.paths[.correct] == nil else {
            let path = fields.paths[.correct] ?? ""
            if survey.profile(path).hasJudgeLetters, survey.profile(path).hasChoiceLetters {
                fields.letterGrades.insert(ExactText(path))
            }
            if survey.profile(path).isScale || survey.profile(path + "[]").isScale {
                fields.scales.insert(ExactText(path))
            }
            return
        }
        for name in FieldRole.correct.aliases where isFree(name) {
            if survey.has(name) {
                try decideVerdict(name, survey.profile(name))
            } else if isScale(inside: name) {
                fields.scales.insert(ExactText(name))
            }
        }
    }

    /// True where a field of the objects in a list of samples has points of a scale.
    private func isScale(inside name: String) -> Bool {
        (GenericNames.lists + FieldRole.completion.aliases).contains { survey.profile("\($0)[].\(name)").isScale }
    }

    private mutating func decideVerdict(_ name: String, _ profile: FieldProfile) throws(ImportFileError) {
        let key = ExactText(name)
        let isReferenceKnown = has(.reference)
        if profile.isScale || survey.profile(name + "[]").isScale || isScale(inside: name) { fields.scales.insert(key) }
        if profile.objects > 0, !profile.hasScalars, profile.lists == 0 {
            fields.moved[key] = .some(nil)
            return
        }
        let isVague = ["label", "correct", "grade"].contains(name)
        guard isVague else { return }
        if name == "grade", profile.hasChoiceLetters, profile.verdictWords + profile.truthValues == 0 {
            // Letters of a judge are verdicts; those of a school are points of a scale, and none is an answer.
            if profile.hasJudgeLetters { fields.letterGrades.insert(key) } else { fields.moved[key] = .some(nil) }
            return
        }
        if profile.hasChoiceLetters, profile.verdictWords == 0, profile.truthValues == 0 {
            fields.moved[key] = isReferenceKnown ? .some(nil) : .reference
        } else if !profile.letters.isEmpty, !isReferenceKnown, profile.verdictWords == 0,
            name == "label" || profile.letters == [UInt8(ascii: "C")]
        {
            throw ask(name, Self.verdictOrGold)
        } else if name == "label" {
            try decideLabel(profile, isReferenceKnown)
        }
    }

    private static let verdictOrGold = [
        ("a verdict on the sample", "--correct-field"), ("the problem's reference", "--reference-field"),
    ]

    private mutating func decideLabel(_ profile: FieldProfile, _ isReferenceKnown: Bool) throws(ImportFileError) {
        let key = ExactText("label")
        if profile.longTexts > 0
            || has(.correct) && fields.names(of: .correct).contains(where: { $0 != "label" && survey.has($0) })
        {
            fields.moved[key] = .some(nil)
        } else if profile.texts > 0, profile.verdictWords == 0 {
            fields.moved[key] = isReferenceKnown ? .some(nil) : .reference
        } else if !isReferenceKnown, profile.yesNoWords > 0, profile.verdictWords == 0 {
            throw ask("label", Self.verdictOrGold)
        } else if survey.endsLikeLabels, !isReferenceKnown {
            throw ask("label", Self.verdictOrGold)
        } else if profile.isScale {
            if isReferenceKnown || hasNoSample { return }
            throw ask("label", Self.verdictOrGold + [("a score", "--field scores=label, not")])
        }
    }

    private var hasNoSample: Bool {
        sampleLists.isEmpty && sampleTexts.isEmpty && fields.paths[.completion] == nil && fields.paths[.answer] == nil
            && !survey.has("answer") && !survey.has("solution")
    }

    // MARK: Scores

    /// A score that is 0 or 1 and nothing else may be a verdict, where the file has no other and no reference.
    private mutating func decideScores() throws(ImportFileError) {
        guard fields.paths[.scores] == nil, isFree("score"), survey.has("score") else { return }
        let own = survey.profile("score")
        let profile = own.lists > 0 ? survey.profile("score[]") : own
        let words = profile.truthValues + profile.verdictWords + profile.letters.count
        if words > 0, !profile.isScale, !profile.hasChoiceLetters, profile.texts == 0 {
            if !hasVerdict { fields.moved[ExactText("score")] = .correct }
        } else if profile.zeroOnes > 0, !profile.isScale, profile.texts == 0, !isJudged, !has(.reference), !hasVerdict,
            !hasNoSample, !fields.moved.values.contains(.reference)
        {
            throw ask(
                "score", [("a verdict on the sample", "--correct-field"), ("a score", "--field scores=score, not")])
        }
    }

    // MARK: Asking

    /// Says what is left open, with the first record, the possible readings and the option for each.
    private func ask(_ field: String, _ readings: [(meaning: String, option: String)]) -> ImportFileError {
        let choices = readings.map { meaning, option in
            let parts = option.split(separator: ",")
            let call =
                parts.count > 1 ? String(parts[0]) : option.hasSuffix("=") ? option + field : "\(option) \(field)"
            return "\(call) if it is \(meaning)"
        }
        let start = String(survey.excerpt.unicodeScalars.prefix(Self.shown))
        return ImportFileError(
            .open,
            what: "'\(file)' leaves open what the field \"\(field)\" means; its first record is \(start)"
                + (survey.excerpt.unicodeScalars.count > Self.shown ? "…" : ""),
            hint: "give " + choices.joined(separator: ", or "))
    }

    private static let shown = 120
}
