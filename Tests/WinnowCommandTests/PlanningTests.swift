import Foundation
import TestSupport
import Testing

@Suite("Plans for PDDL files")
struct PlanningTests {
    private static let domain = """
        (define (domain lights) (:requirements :strips :negative-preconditions)
          (:predicates (lamp ?l) (on ?l))
          (:action switch :parameters (?l)
            :precondition (and (lamp ?l) (not (on ?l)))
            :effect (on ?l)))
        """

    private static let problem = """
        (define (problem dark) (:domain lights) (:objects a b)
          (:init (lamp a) (lamp b)) (:goal (and (on a) (on b))))
        """

    private func folder(domain: String = domain) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try Data(domain.utf8).write(to: folder.url.appending(path: "d.pddl"))
        try Data(Self.problem.utf8).write(to: folder.url.appending(path: "p.pddl"))
        return folder
    }

    private func verify(_ plan: String, in folder: TemporaryFolder, _ more: String...) throws -> Call {
        try Data(plan.utf8).write(to: folder.url.appending(path: "plan.txt"))
        return try Call(
            [
                "verify", "--domain", "planning", "--pddl-domain", folder.path("d.pddl"), "--pddl-problem",
                folder.path("p.pddl"), "--answer-file", folder.path("plan.txt"),
            ] + more)
    }

    @Test("winnow verify says what is wrong with a plan, and its steps where it is right")
    func verifies() throws {
        let folder = try folder()
        let right = try verify("(switch a)\n(switch b)\n", in: folder)
        #expect(right.status == 0 && right.output == "accepted\n2 steps\n")
        let short = try verify("(switch a)", in: folder)
        #expect(short.status == 1)
        #expect(short.lines == ["rejected", "the goal is not reached: what is missing is (on b)"])
        let twice = try verify("(switch a)\n(switch a)\nmore", in: folder, "--format", "json")
        #expect(twice.status == 1)
        for text in ["unmet_precondition", "(not (on a))", "malformed_line", "line 3"] {
            #expect(twice.output.contains(text), "\(text)")
        }
        let plan = "; found\n(SWITCH a now)\n(switch b)"
        #expect(try verify(plan, in: folder).status == 1)
        #expect(try verify(plan, in: folder, "--lenient").status == 0)
    }

    @Test("files that cannot be read give no verdict, and say line and column")
    func unreadable() throws {
        let broken = try folder(domain: Self.domain.replacing(":strips", with: ":adl"))
        let call = try verify("(switch a)", in: broken)
        #expect(call.status == 2 && call.output.isEmpty && call.hasOneLineError)
        #expect(call.error.contains("the domain, line 1, column 40: the requirement :adl is not supported"))
        let missing = try Call([
            "verify", "--domain", "planning", "--pddl-domain", "nowhere.pddl", "--pddl-problem", "nowhere.pddl",
            "--answer",
            "(a)",
        ])
        #expect(missing.status == 2 && missing.error.contains("nowhere.pddl"))
    }

    @Test(
        "options that do not belong together are refused",
        arguments: [
            (["--domain", "planning", "--pddl-domain", "d", "--answer", "x"], 64),
            (["--domain", "planning", "--answer", "x"], 64), (["--domain", "planning", "--problem", "x"], 64),
            (["--domain", "maze", "--problem", "x", "--answer", "x", "--answer-file", "y"], 64),
            (["--domain", "maze", "--problem", "x", "--answer", "x", "--lenient"], 2),
            (["--domain", "maze", "--pddl-domain", "d", "--pddl-problem", "p", "--answer", "x"], 2),
        ] as [([String], Int32)])
    func refused(options: [String], status: Int32) throws {
        #expect(try Call(["verify"] + options).status == status)
    }

    @Test(
        "records may have PDDL as texts or as paths from their folder; what cannot be read is reported with its place")
    func imports() throws {
        let folder = try folder()
        func text(_ text: String) throws -> String {
            String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        }
        let records = [
            #"{"id": "1", "pddl_domain": "d.pddl", "pddl_problem": "p.pddl", "completion": "(switch a)\n(switch b)"}"#,
            #"{"id": "2", "pddl_domain": \#(try text(Self.domain)), "pddl_problem": "p.pddl", "completion": "```\n(switch a)\n```"}"#,
            #"{"pddl_domain": "d.pddl", "pddl_problem": \#(try text(Self.problem)), "completion": "[PLAN]\n(switch c)\n[PLAN END]"}"#,
            #"{"id": "4", "pddl_domain": "d.pddl", "pddl_problem": "(define (problem p) (:objects", "completion": "(a)"}"#,
            #"{"id": "5", "pddl_domain": "none.pddl", "pddl_problem": "p.pddl", "completion": "(a)"}"#,
            // Nobody writes into it: whoever reads it waits for ever.
            #"{"id": "6", "pddl_domain": "pipe", "pddl_problem": "/dev/zero", "completion": "(a)"}"#,
        ]
        #expect(try Call(script: "mkfifo '\(folder.path("pipe"))'").status == 0)
        let file = folder.path("plans.jsonl")
        try Data((records.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: file))
        let database = folder.path("x.db")
        let call = try Call(["import", file, "--domain", "planning", "--db", database, "--quiet"])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("the planning problem cannot be read: line"), "\(call.output)")
        #expect(call.output.contains("none.pddl") && call.output.contains("pipe'"), "\(call.output)")
        let sql = "SELECT problem, answer_key, correct, accepted FROM candidate_readable ORDER BY problem, sample_index"
        let rows = try Call(script: "sqlite3 '\(database)' '\(sql)'")
        #expect(
            rows.lines == ["1|(switch a) (switch b)|1|1", "1|(switch a)|0|0", "1|(switch c)|0|0"], "\(rows.output)")
        let table = try Call(["table", "--db", database, "--budgets", "1", "--format", "csv", "--quiet"])
        #expect(table.status == 0, "\(table.error)")
    }
}
