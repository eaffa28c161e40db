import type { MappingLayers, MappingReads, MappingScope, Names } from "@rollcall/contract"
import { compilePath, type Path, readPath } from "./paths.js"

export type Addition = { field: string; scope: MappingScope; path: Path; readValue: ReturnType<typeof compilePath> }
export type Whole = { scope: MappingScope; source: string; reads: MappingReads }

/** What counts of a resource's overrides. The whole mapping comes first, and fields are laid over what it makes. */
export type Effective = { additions: readonly Addition[]; whole: Whole | undefined }

/** Nobody has looked at the expression: it may look at anything. */
const UNKNOWN: MappingReads = { remote: "all", related: "all", unified: "all", today: true }

/** The account's win, field by field; its null takes away what the environment says. */
export function effectiveOf({ environment, account }: MappingLayers): Effective {
  const added = new Map<string, Addition>()
  for (const [scope, { add = {} } = {}] of [["environment", environment] as const, ["account", account] as const])
    for (const [field, given] of Object.entries(add)) {
      added.delete(field)
      if (given === null) continue
      const path = readPath(given)
      added.set(field, { field, scope, path, readValue: compilePath(path) })
    }
  const isOwn = account?.response_mapping !== undefined
  const { response_mapping: source, reads } = (isOwn ? account : environment) ?? {}
  const whole = source
    ? { scope: isOwn ? ("account" as const) : ("environment" as const), source, reads: reads ?? UNKNOWN }
    : undefined
  return { additions: [...added.values()], whole }
}

/** What all of it looks at. */
export function readsOfAll({ additions, whole }: Effective): MappingReads {
  const { remote = [], unified = [], related = {}, today = false } = whole?.reads ?? {}
  const firsts = (root: Path["root"]) => additions.flatMap(({ path }) => (path.root === root ? [path.steps[0]] : []))
  return {
    remote: join(remote, firsts("remote")),
    unified: join(unified, firsts("unified")),
    related: related === "all" ? related : additions.reduce(withRelated, related),
    today,
  }
}

export const join = (one: Names, other: Names): Names =>
  one === "all" || other === "all" ? "all" : [...new Set([...one, ...other])]

function withRelated(related: Readonly<Record<string, Names>>, { path }: Addition): Readonly<Record<string, Names>> {
  if (path.root !== "related") return related
  const [relation, ...steps] = path.steps
  // The number of an item is no column.
  const column = steps.slice(0, 2).find((step) => !/^\d+$/.test(step))
  return { ...related, [relation]: join(related[relation] ?? [], column === undefined ? "all" : [column]) }
}
