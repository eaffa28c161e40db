import type { BatchRequest } from "@rollcall/contract"
import { badField } from "../../errors.js"
import { pathsIn } from "./placeholders.js"

/** A request of a batch with what it waits for. */
export type Planned = {
  /** Key of its rows in the answer. */
  name: string
  request: BatchRequest
  /** The request for each of whose rows it runs, and the word before the fields in its placeholders. */
  rowsOf: { name: string; word: string } | undefined
  /** The list for each of whose values it runs. */
  loopOn: string | undefined
}

const nameOf = ({ name, resource }: BatchRequest): string => name ?? resource
const wordsFor = (text: string): string => text.replaceAll("/", ".")
const dependenciesOf = ({ depends_on }: BatchRequest): string[] => [depends_on ?? []].flat()

/** The requests in an order in which each comes after those that it depends on. Throws for what can't be put in order. */
export function planBatch(requests: readonly BatchRequest[]): Planned[] {
  const meantBy = (word: string) => requests.filter((one) => nameOf(one) === word || one.resource === word)
  const order: BatchRequest[] = []
  const visit = (request: BatchRequest, path: readonly BatchRequest[]) => {
    if (order.includes(request)) return
    const place = `resources[${requests.indexOf(request)}].depends_on`
    if (path.includes(request)) throw badField(place, "goes round in a circle")
    for (const word of dependenciesOf(request)) {
      const meant = meantBy(word)
      if (meant.length === 0) throw badField(place, `there is no request ${word.slice(0, 100)}`)
      for (const one of meant) visit(one, [...path, request])
    }
    order.push(request)
  }
  for (const request of requests) visit(request, [])
  return order.map((request) => plan(request, requests))
}

function plan(request: BatchRequest, requests: readonly BatchRequest[]): Planned {
  const place = `resources[${requests.indexOf(request)}]`
  const known = requests.filter((one) =>
    dependenciesOf(request).some((word) => [nameOf(one), one.resource].includes(word)),
  )
  const found = [request.id, request.query, request.body]
    .flatMap(pathsIn)
    .filter((path) => path.startsWith("resources."))
    .map((path) => sourceOf(path, known, place))
  const sources = [...new Map(found.map((one) => [one.word, one])).values()]
  if (sources.length > 1) throw badField(place, "has fields of the rows of two requests: name one")
  const loopOn = loopOf(request, place)
  if (loopOn !== undefined && ![request.id, request.query, request.body].flatMap(pathsIn).includes(loopOn))
    throw badField(`${place}.loop_on`, `no placeholder has a value of it: write {{${loopOn}}} where it belongs`)
  return { name: nameOf(request), request, rowsOf: sources[0], loopOn }
}

/** Of which request a path such as `resources.hris.employees.id` is. */
function sourceOf(path: string, known: readonly BatchRequest[], place: string): { name: string; word: string } {
  const rest = path.slice("resources.".length)
  const words = known.flatMap((one) =>
    [nameOf(one), one.resource].map((text) => ({ name: nameOf(one), word: wordsFor(text) })),
  )
  const fit = words.filter(({ word }) => rest.startsWith(`${word}.`)).sort((a, b) => b.word.length - a.word.length)
  const [best] = fit
  if (!best)
    throw badField(place, `{{${path.slice(0, 100)}}} is of no request that it depends on: name that in depends_on`)
  return best
}

function loopOf({ loop_on }: BatchRequest, place: string): string | undefined {
  if (loop_on === undefined) return undefined
  const [inner] = pathsIn(loop_on)
  const path = inner ?? loop_on
  const full = path.startsWith("args.") ? path : `args.${path}`
  if (path.startsWith("resources."))
    throw badField(`${place}.loop_on`, "names rows: a request runs once for each row that its placeholders are of")
  return full
}
