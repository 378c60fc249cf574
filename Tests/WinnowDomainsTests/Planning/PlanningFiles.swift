@testable import WinnowDomains

/// Pairs of PDDL files: Blocksworld twice, Logistics, and a typed domain of museum exhibits.
enum PlanningFiles {
    static let blocks = """
        ; four operators
        (define (domain blocksworld-4ops)
          (:requirements :strips)
          (:predicates (clear ?x) (ontable ?x) (handempty) (holding ?x) (on ?x ?y))
          (:action pick-up
            :parameters (?ob)
            :precondition (and (clear ?ob) (ontable ?ob) (handempty))
            :effect (and (holding ?ob) (not (clear ?ob)) (not (ontable ?ob)) (not (handempty))))
          (:action put-down
            :parameters (?ob)
            :precondition (holding ?ob)
            :effect (and (clear ?ob) (handempty) (ontable ?ob) (not (holding ?ob))))
          (:action stack
            :parameters (?ob ?underob)
            :precondition (and (clear ?underob) (holding ?ob))
            :effect (and (handempty) (clear ?ob) (on ?ob ?underob) (not (clear ?underob)) (not (holding ?ob))))
          (:action unstack
            :parameters (?ob ?underob)
            :precondition (and (on ?ob ?underob) (clear ?ob) (handempty))
            :effect (and (holding ?ob) (clear ?underob)
              (not (on ?ob ?underob)) (not (clear ?ob)) (not (handempty)))))
        """

    static let tower = """
        (define (problem tower) (:domain blocksworld-4ops)
          (:objects a b c)
          (:init (handempty) (ontable a) (on b a) (ontable c) (clear b) (clear c))
          (:goal (and (on a b) (on b c))))
        """

    /// One goal without `and`, and objects called as colours and as predicates are.
    static let colours = """
        (define (problem colours) (:domain blocksworld-4ops)
          (:objects red blue clear)
          (:init (handempty) (ontable red) (ontable blue) (ontable clear) (clear red) (clear blue) (clear clear))
          (:goal (on red blue)))
        """

    static let logistics = """
        (define (domain logistics-strips)
          (:requirements :strips)
          (:predicates (OBJ ?obj) (TRUCK ?truck) (LOCATION ?loc) (AIRPLANE ?airplane) (CITY ?city)
            (AIRPORT ?airport) (at ?obj ?loc) (in ?obj1 ?obj2) (in-city ?obj ?city))
          (:action LOAD-TRUCK :parameters (?obj ?truck ?loc)
            :precondition (and (OBJ ?obj) (TRUCK ?truck) (LOCATION ?loc) (at ?truck ?loc) (at ?obj ?loc))
            :effect (and (not (at ?obj ?loc)) (in ?obj ?truck)))
          (:action LOAD-AIRPLANE :parameters (?obj ?airplane ?loc)
            :precondition (and (OBJ ?obj) (AIRPLANE ?airplane) (LOCATION ?loc) (at ?obj ?loc) (at ?airplane ?loc))
            :effect (and (not (at ?obj ?loc)) (in ?obj ?airplane)))
          (:action UNLOAD-TRUCK :parameters (?obj ?truck ?loc)
            :precondition (and (OBJ ?obj) (TRUCK ?truck) (LOCATION ?loc) (at ?truck ?loc) (in ?obj ?truck))
            :effect (and (not (in ?obj ?truck)) (at ?obj ?loc)))
          (:action UNLOAD-AIRPLANE :parameters (?obj ?airplane ?loc)
            :precondition (and (OBJ ?obj) (AIRPLANE ?airplane) (LOCATION ?loc) (in ?obj ?airplane) (at ?airplane ?loc))
            :effect (and (not (in ?obj ?airplane)) (at ?obj ?loc)))
          (:action DRIVE-TRUCK :parameters (?truck ?from ?to ?city)
            :precondition (and (TRUCK ?truck) (LOCATION ?from) (LOCATION ?to) (CITY ?city) (at ?truck ?from)
              (in-city ?from ?city) (in-city ?to ?city))
            :effect (and (not (at ?truck ?from)) (at ?truck ?to)))
          (:action FLY-AIRPLANE :parameters (?airplane ?from ?to)
            :precondition (and (AIRPLANE ?airplane) (AIRPORT ?from) (AIRPORT ?to) (at ?airplane ?from))
            :effect (and (not (at ?airplane ?from)) (at ?airplane ?to))))
        """

    static let parcels = """
        (define (problem parcels) (:domain logistics-strips)
          (:objects c0 c1 t0 t1 l0-0 l0-1 l1-0 l1-1 p0 a0)
          (:init (CITY c0) (CITY c1) (TRUCK t0) (TRUCK t1) (LOCATION l0-0) (in-city l0-0 c0) (LOCATION l0-1)
            (in-city l0-1 c0) (LOCATION l1-0) (in-city l1-0 c1) (LOCATION l1-1) (in-city l1-1 c1) (AIRPORT l0-0)
            (AIRPORT l1-0) (OBJ p0) (AIRPLANE a0) (at t0 l0-0) (at t1 l1-1) (at p0 l0-1) (at a0 l1-0))
          (:goal (and (at p0 l1-0))))
        """

    /// Types below types, a constant, equality, negative preconditions, costs, and an action that deletes what it adds.
    static let museum = """
        (define (domain museum)
          (:requirements :strips :typing :equality :negative-preconditions :action-costs)
          (:types painting statue - exhibit hall store - room exhibit room - object)
          (:constants depot - store)
          (:predicates (in ?e - exhibit ?r - room) (door ?a ?b - room) (dusty ?r - room) (seen ?x - (either painting statue)))
          (:functions (total-cost) - number (weight ?e - exhibit) - number)
          (:action carry
            :parameters (?e - exhibit ?from ?to - room)
            :precondition (and (in ?e ?from) (door ?from ?to) (not (= ?from ?to)) (not (dusty ?to)))
            :effect (and (not (in ?e ?from)) (in ?e ?to) (increase (total-cost) (weight ?e))))
          (:action sweep
            :parameters (?h - hall)
            :precondition (dusty ?h)
            :effect (and (not (dusty ?h)) (increase (total-cost) 2)))
          (:action show
            :parameters (?p - painting ?h - hall)
            :precondition (and (in ?p ?h))
            :effect (and (not (seen ?p)) (seen ?p)))
          (:action rest :parameters ()))
        """

    static let show = """
        (define (problem show) (:domain museum)
          (:objects mona - painting david - statue west east - hall)
          (:init (in mona depot) (in david west) (door depot west) (door west east) (door west west) (dusty west)
            (= (total-cost) 0) (= (weight mona) 1.5) (= (weight david) 100))
          (:goal (and (seen mona) (not (dusty west)) (in mona east)))
          (:metric minimize (total-cost)))
        """

    static func problem(_ domain: String, _ problem: String) throws -> PlanningProblem {
        try PlanningProblem(domain: domain, problem: problem)
    }
}
