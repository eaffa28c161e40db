import { readFileSync } from "node:fs"
import {
  type Catalogue,
  type CatalogueMethod,
  type CatalogueResource,
  type HttpMethod,
  type PackedFields,
  unpackSchema,
} from "@rollcall/connector-kit"
import { styleOf } from "./catalogue/styles.js"

/**
 * `catalogue.json` has every operation of the API by its names, short: m method, p path, d description, a answer, y style of
 * a list, s scopes, c the only credential that is taken, x deprecated, w reads although it is no GET, i ids that stand for another,
 * t type of a body that is no JSON, g type of an answer that is none, q query, b body.
 *
 * Its names follow one rule.
 * - A resource has the nouns of its path, with dashes, and without words that only sort (`meta`, `hris/org`,
 *   `performance/employees`). What has rows is in the plural, what others stand below in the singular:
 *   `employees/{id}/tables/{table}` are `employee-tables`.
 * - `list`, `get`, `create`, `update` and `delete` are about rows. A row is named by `{id}`; everything else in a path has a
 *   name of its own (`{employeeId}`). A call that names its rows in the body is `change`, `remove` or `store`; `read` is one
 *   thing that is no list. All others have BambooHR's own word.
 * - Of one operation in several versions the newest has the plain name, unless it is deprecated. The others end with theirs
 *   (`list-v1`), and a version that comes later will, too: names stay.
 *
 * An answer of which nothing is promised is `empty` where the call writes, and else an `object`, which goes out as it is.
 */
type Packed = {
  m: string
  p: string
  d: string
  a: string
  y?: string
  s?: string
  c?: string
  x?: 1
  w?: 1
  i?: readonly string[]
  t?: string
  g?: string
  q?: PackedFields
  b?: PackedFields
}

const packed: Record<string, Record<string, Packed>> = JSON.parse(
  readFileSync(new URL("../catalogue.json", import.meta.url), "utf8"),
)

function unpack(name: string, one: Packed): CatalogueMethod {
  const answer = asAnswer(one.a)
  return {
    name,
    httpMethod: asMethod(one.m),
    path: one.p,
    answer,
    description: describe(one),
    scopes: one.s?.split(" ") ?? [],
    ...(one.y === undefined ? {} : { style: styleOf(one.y) }),
    ...(one.y === "dataset" ? { pagedIn: "body" } : {}),
    ...(one.w === 1 ? { reads: true } : {}),
    ...(one.i === undefined ? {} : { standIns: one.i }),
    ...(one.q ? { query: unpackSchema(one.q) } : {}),
    ...(one.b ? { body: unpackSchema(one.b) } : {}),
  }
}

const METHODS: readonly HttpMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE"]
const ANSWERS: readonly CatalogueMethod["answer"][] = ["page", "object", "array", "empty", "text", "binary"]

const asMethod = (given: string): HttpMethod => known(METHODS, given)
const asAnswer = (given: string): CatalogueMethod["answer"] => known(ANSWERS, given)

function known<T extends string>(words: readonly T[], given: string): T {
  const found = words.find((word) => word === given)
  if (found === undefined) throw new Error(`the catalogue has a word that there is not: ${given}`)
  return found
}

function describe({ d, c, x, t, g }: Packed): string {
  return [
    `${d}.`,
    ...(x === 1 ? ["Deprecated by BambooHR."] : []),
    ...(t === undefined ? [] : [`Its body is ${t}.`]),
    ...(g === undefined ? [] : [`Answers ${g}.`]),
    ...(c === undefined ? [] : [c === "oauth" ? "Only with OAuth." : "Only with an API key."]),
  ].join(" ")
}

/** The other spelling has a slash after the area that a resource is of. */
const AREAS = /^(applicant-tracking|time-off|time-tracking|pay-grades-and-bands|(?!pay-)[a-z]+)-/

/** Every resource of BambooHR by its proxy name. */
export const catalogue: Catalogue = new Map(
  Object.entries(packed).map(([name, methods]): [string, CatalogueResource] => {
    const listed = Object.entries(methods).map(([word, one]) => unpack(word, one))
    return [name, { name, path: name.replace(AREAS, "$1/"), methods: listed }]
  }),
)
