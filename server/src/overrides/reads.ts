import { isRemote, type Remote, text } from "@rollcall/connector-kit"
import type { MappingReads } from "@rollcall/contract"

/** Why an expression can't be taken. `position`: in its characters. */
export type Problem = { message: string; position?: number }

/** Functions of JSONata's own whose answer is another one each time, or whose code nobody has seen. */
const REFUSED: Readonly<Record<string, string>> = {
  now: "use today, the company's day: a row must not change by being read",
  millis: "use today, the company's day: a row must not change by being read",
  random: "a row must not change by being read",
  shuffle: "a row must not change by being read",
  eval: "write the expression itself",
}
const OWN_FUNCTIONS = new Set(
  [
    "sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match",
    "contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt",
    "power boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error",
    "assert type sort distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl",
    "toMillis fromMillis",
  ]
    .join(" ")
    .split(" "),
)

/** What an expression of the tree gives, as far as it matters: a place in what the mapping is given. */
type Place = "root" | "remote" | "related" | "unified" | "other" | { relation: string }

export type Reading = {
  /** Functions beside JSONata's own. */
  functions: readonly string[]
  /** Names of relations of any view of the resource. */
  relations: readonly string[]
}

/** Walks through the tree of an expression, as JSONata gives it. */
export function readsOf(
  tree: unknown,
  { functions, relations }: Reading,
): { reads: MappingReads; problems: Problem[] } {
  const bound = new Set(boundIn(tree))
  const walk = new Walk({ known: new Set([...OWN_FUNCTIONS, ...functions, ...bound]), bound, relations })
  walk.use(tree, "root")
  return { reads: walk.reads, problems: walk.problems }
}

/** Functions of two arguments that take an object, the one they are called on when they are given one. */
const TAKE_OBJECTS = new Set(["lookup", "each", "sift"])

/** `bound`: by the expression itself. */
type Names = { known: ReadonlySet<string>; bound: ReadonlySet<string>; relations: readonly string[] }

/** Who is told so many mends them first. */
const MOST_PROBLEMS = 20

class Walk {
  readonly problems: Problem[] = []
  private remote: Set<string> | "all" = new Set()
  private related: Map<string, Set<string> | "all"> | "all" = new Map()
  private unified: Set<string> | "all" = new Set()
  private today = false

  constructor(private readonly names: Names) {}

  get reads(): MappingReads {
    const { remote, related, unified, today } = this
    const listed =
      related === "all" ? related : Object.fromEntries([...related].map(([name, columns]) => [name, listOf(columns)]))
    return { remote: listOf(remote), related: listed, unified: listOf(unified), today }
  }

  /** Evaluates, and takes the value as it is: all of it counts as looked at. */
  use(node: unknown, at: Place): void {
    this.escape(this.visit(node, at))
  }

  private escape(place: Place): void {
    if (place === "root") this.today = true
    if (place === "root" || place === "remote") this.remote = "all"
    if (place === "root" || place === "related") this.related = "all"
    if (place === "root" || place === "unified") this.unified = "all"
    if (typeof place === "object") this.readRelated(place.relation, "all")
  }

  /** Any node may be filtered and grouped. Each part is visited here and nowhere else, so that the walk is linear. */
  private visit(node: unknown, at: Place): Place {
    if (!isRemote(node)) return "other"
    const place = this.visitOwn(node, at)
    // A step that is given a name leaves what comes after it where it was.
    const next = node.focus === undefined ? place : at
    for (const filter of [...listIn(node, "stages"), ...listIn(node, "predicate")]) this.use(filter, next)
    if (node.group === undefined) return place
    this.useAll({ group: node.group }, place)
    return "other"
  }

  private visitOwn(node: Remote, at: Place): Place {
    switch (node.type) {
      case "path":
        return this.visitPath(node, at)
      case "name":
        return this.name(node, at)
      case "variable":
        return this.variable(node, at)
      case "block":
        return this.visitBlock(listIn(node, "expressions"), at)
      case "function":
      case "partial":
        return this.visitCall(node, at)
      case "string":
      case "number":
      case "value":
      case "regex":
        return "other"
      // All that is above.
      case "parent":
        this.escape("root")
        return "other"
      case "wildcard":
      case "descendant":
        this.escape(at)
        return "other"
      // Its parts are of what it is applied to, which counts as a whole where it is.
      case "transform":
        this.useAll(ownOf(node), "other")
        return "other"
      // Its terms are of the rows that it puts in order.
      case "sort":
        this.useAll(ownOf(node), at)
        return at
      default:
        this.useAll(ownOf(node), at)
        return "other"
    }
  }

  private visitPath(node: Remote, at: Place): Place {
    let place = at
    for (const step of listIn(node, "steps")) {
      const next = this.visitStep(step, place)
      if (!isRemote(step) || step.focus === undefined) place = next
    }
    return place
  }

  private visitStep(step: unknown, at: Place): Place {
    const place = this.visit(step, at)
    // Under the name of a variable it may be looked at anywhere.
    if (isRemote(step) && step.focus !== undefined) this.escape(place)
    return place
  }

  private name(node: Remote, at: Place): Place {
    const name = text(node, "value") ?? ""
    if (typeof at === "object") this.readRelated(at.relation, name)
    if (at === "remote" && this.remote !== "all") this.remote.add(name)
    if (at === "unified" && this.unified !== "all") this.unified.add(name)
    if (at === "related") return this.relation(name, node)
    return at === "root" ? this.root(name, node) : "other"
  }

  private root(name: string, node: Remote): Place {
    if (name === "remote" || name === "response") return "remote"
    if (name === "related" || name === "unified") return name
    if (name === "today") this.today = true
    else this.refuse(node, `there is no ${name}: an expression sees remote (or response), related, unified and today`)
    return "other"
  }

  private relation(name: string, node: Remote): Place {
    if (this.names.relations.includes(name)) return { relation: name }
    const there = this.names.relations.length > 0 ? `there are ${this.names.relations.join(", ")}` : "there are none"
    this.refuse(node, `${name} is no related row: ${there}`)
    return "other"
  }

  private variable(node: Remote, at: Place): Place {
    const name = String(node.value)
    if (name === "") return at
    if (name === "$") return "root"
    if (Object.hasOwn(REFUSED, name)) this.refuse(node, `$${name} can't be used: ${REFUSED[name]}`)
    else if (!this.names.known.has(name)) this.refuse(node, `$${name} is not known`)
    return "other"
  }

  private visitBlock(expressions: readonly unknown[], at: Place): Place {
    for (const one of expressions.slice(0, -1)) this.use(one, at)
    return expressions.length > 0 ? this.visit(expressions.at(-1), at) : "other"
  }

  private visitCall(node: Remote, at: Place): Place {
    // Functions take what they are called on when they are given too little.
    if (at !== "other") {
      const given = listIn(node, "arguments").length
      if (at !== "root" || given === 0 || this.mayTakeRoot(node.procedure, given)) this.escape(at)
    }
    this.useAll(ownOf(node), at)
    return "other"
  }

  /** Of a function that is given something. The others refuse an object in place of what they lack. */
  private mayTakeRoot(procedure: unknown, given: number): boolean {
    const name = isRemote(procedure) && procedure.type === "variable" ? String(procedure.value) : undefined
    if (name === undefined || this.names.bound.has(name)) return true
    return TAKE_OBJECTS.has(name) && given < 2
  }

  /** Everything below, whatever it is. */
  private useAll(node: unknown, at: Place): void {
    if (Array.isArray(node)) for (const one of node) this.useOne(one, at)
    else if (isRemote(node)) for (const one of Object.values(node)) this.useOne(one, at)
  }

  private useOne(node: unknown, at: Place): void {
    if (isRemote(node) && typeof node.type === "string") this.use(node, at)
    else this.useAll(node, at)
  }

  private readRelated(relation: string, column: string): void {
    if (this.related === "all") return
    const known = this.related.get(relation) ?? new Set()
    this.related.set(relation, column === "all" || known === "all" ? "all" : known.add(column))
  }

  private refuse(node: Remote, message: string): void {
    if (this.problems.length === MOST_PROBLEMS) return
    this.problems.push({ message, ...(typeof node.position === "number" ? { position: node.position } : {}) })
  }
}

/** What a node is besides its filters and groups. */
const ownOf = ({ stages: _stages, predicate: _predicate, group: _group, ...own }: Remote): Remote => own

const listOf = (names: ReadonlySet<string> | "all") => (names === "all" ? names : [...names])

const listIn = (node: Remote, key: string): readonly unknown[] => (Array.isArray(node[key]) ? node[key] : [])

/** Names that the expression itself gives to something. */
function boundIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(boundIn)
  if (!isRemote(node)) return []
  const own = [
    ...(node.type === "bind" && isRemote(node.lhs) ? [node.lhs.value] : []),
    ...(node.type === "lambda" ? listIn(node, "arguments").flatMap((one) => (isRemote(one) ? [one.value] : [])) : []),
    node.focus,
    node.index,
  ]
  return [...own.filter((name) => typeof name === "string"), ...Object.values(node).flatMap(boundIn)]
}
