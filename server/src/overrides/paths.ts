import { isRemote, type Made } from "@rollcall/connector-kit"

/** Where a path begins: the row of the HR system, rows it is related to, the unified row. */
export type Root = "remote" | "related" | "unified"
export type Path = { root: Root; steps: readonly [string, ...string[]] }

/** Of a path that the contract has let through. */
export function readPath(path: string): Path {
  const [root, first = "", ...more] = path.split(".")
  return { root: root as Root, steps: [first, ...more] } // the contract's pattern says so
}

/**
 * A function that follows a path through own properties: a number picks an item of a list, a name is taken of each item. As in
 * every unified row null is known to be empty and undefined is not known: the first step says which.
 */
export function compilePath({ root, steps: [first, ...more] }: Path): (made: Made) => unknown {
  return (made) => {
    const start = own(root === "unified" ? made.row : made[root], first)
    if (start === undefined || more.length === 0) return start
    return follow(start, more) ?? null
  }
}

const own = (value: unknown, key: string): unknown =>
  isRemote(value) && Object.hasOwn(value, key) ? value[key] : undefined

function follow(value: unknown, steps: readonly string[]): unknown {
  const [step, ...more] = steps
  if (step === undefined || value === undefined || value === null) return value
  if (!Array.isArray(value)) return follow(own(value, step), more)
  if (/^\d{1,6}$/.test(step)) return follow(value[Number(step)], more)
  // What some of the items lack, the list does not have.
  return value.flatMap((one) => follow(one, steps) ?? [])
}
