import { usage } from "./io.js"

type Tree = { [name: string]: unknown }

/**
 * `name=Ada` a text, `amount:=12` JSON, `manager[id]=7` and `manager.id=7` a value inside: what commands take as filters and as
 * fields of a body. A name that stands twice is a list. Throws for anything else.
 */
export function readValues(given: readonly string[]): Tree {
  const values: Tree = {}
  for (const one of given) {
    const found = /^([^=:[\].]+)((?:\[[^\]]*\]|\.[^=:[\].]+)*)(:?=)([\s\S]*)$/.exec(one)
    if (!found) throw usage(`${one}: give name=value, or name:=JSON for a number, true, false, null or a list`)
    const [, first = "", rest = "", sign, text = ""] = found
    const steps = [first, ...[...rest.matchAll(/\[([^\]]*)\]|\.([^.[\]]+)/g)].map(([, a, b]) => a ?? b ?? "")]
    place(values, steps, sign === ":=" ? readJson(text, first) : text)
  }
  return values
}

function place(values: Tree, [name = "", ...rest]: readonly string[], value: unknown): void {
  if (name === "__proto__") throw usage("__proto__ is no name of a value")
  const before = Object.hasOwn(values, name) ? values[name] : undefined
  if (rest.length === 0 || rest[0] === "") {
    values[name] = before === undefined ? (rest.length === 0 ? value : [value]) : [before, value].flat()
    return
  }
  const inner: Tree = typeof before === "object" && before !== null ? (before as Tree) : {}
  place(inner, rest, value)
  values[name] = inner
}

export function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw usage(`${name}: ${text.slice(0, 100)} is no JSON`)
  }
}

/** The body of a write: `--data` JSON, `--data @file`, `--data -` from the input, and values over it. */
export async function readBody(
  given: readonly string[],
  data: string | undefined,
  read: (from: string) => Promise<string>,
): Promise<Tree | undefined> {
  const values = readValues(given)
  if (data === undefined) return given.length === 0 ? undefined : values
  const text = data === "-" || data.startsWith("@") ? await read(data === "-" ? "-" : data.slice(1)) : data
  const body = readJson(text, "--data")
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw usage("--data: give a JSON object")
  return { ...body, ...values }
}
