import { RESOURCES } from "@rollcall/contract"
import { send } from "./load.js"

const MAX_STILL_MS = 15_000

export async function readChanges(url, token) {
  const found = []
  for (let after = 0, more = true; more; ) {
    const { status, text } = await send(`${url}/changes?after=${after}&limit=500`, { token })
    if (status !== 200) throw new Error(`GET /changes: ${status} ${text}`)
    const page = JSON.parse(text)
    found.push(...page.result)
    after = page.next_after
    more = page.has_more
  }
  return found
}

/** Numbers go up by one from the first, each id once. */
export function judgeChanges(changes) {
  const wrong = changes.filter((change, at) => change.sequence !== 1 + at)
  const ids = new Set(changes.map(({ id }) => id)).size
  return [
    ...wrong.slice(0, 5).map(({ sequence, id }) => `/changes: number ${sequence} (${id}) is not the next one`),
    ...(ids === changes.length ? [] : [`/changes: ${changes.length} events have ${ids} ids`]),
  ]
}

/** Records and facts that the log tells twice, in a row and to the last character: the same change made into two events. */
export function judgeDoubles(changes) {
  const last = new Map()
  const doubled = []
  for (const { sequence, event, payload } of changes) {
    if (payload?.record_id === undefined) continue
    const { changed_at: _, ...told } = payload
    const name = `${event} ${payload.integrated_account_id} ${payload.resource} ${payload.record_id}`
    const text = JSON.stringify(told)
    if (last.get(name)?.text === text) doubled.push(`/changes: ${last.get(name).sequence} is told again by ${sequence}`)
    last.set(name, { text, sequence })
  }
  return doubled
}

/**
 * The log tells the copy: each event of a record begins where the last one left it, and the last one leaves it as it is in
 * the copy. `before` and `after`: the copy's rows when the load began and when all was idle, by account, resource and id.
 */
export function judgeStory(changes, { before, after, since }) {
  const found = []
  const rows = new Map(before)
  for (const { sequence, event, payload } of changes) {
    if (sequence <= since || !event.startsWith("record:")) continue
    const name = nameOf(payload)
    if (sorted(rows.get(name) ?? null) !== sorted(payload.before))
      found.push(`/changes: ${sequence} (${event} ${name}) does not begin where the event before it ended`)
    if (payload.after === null) rows.delete(name)
    else rows.set(name, payload.after)
  }
  for (const name of new Set([...rows.keys(), ...after.keys()]))
    if (sorted(rows.get(name) ?? null) !== sorted(after.get(name) ?? null))
      found.push(`${name}: the copy is not what its last event says`)
  return found
}

const nameOf = ({ integrated_account_id, resource, record_id }) => `${integrated_account_id} ${resource} ${record_id}`

/** Text that is the same for values that are. */
const sorted = (value) =>
  JSON.stringify(value, (_, one) =>
    one !== null && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

/** At least once, in order, the same bytes each time, and nothing that the log lacks. */
export function judgeWebhook(path, { arrivals, changes }) {
  const own = arrivals.filter((one) => one.path === path)
  const found = own.filter((one) => !one.isSigned).map(({ id, error }) => `${path}: ${id} is not signed: ${error}`)
  const known = new Map(changes.map((change) => [change.sequence, change]))
  const firsts = new Map()
  const accepted = new Map()
  let highest = [0, 0]
  for (const [at, one] of own.entries()) {
    const where = `${path}: arrival ${at}, number ${one.sequence} (${one.id})`
    const first = firsts.get(one.sequence)
    const told = known.get(one.sequence)
    if (told?.event !== one.type) found.push(`${where} is not in /changes`)
    else if (sorted(told.payload) !== sorted(JSON.parse(one.raw).payload))
      found.push(`${where} says something else there`)
    if (first && (first.raw !== one.raw || first.id !== one.id)) found.push(`${where} came before as ${first.id}`)
    if (!first && one.sequence < highest[0]) found.push(`${where} comes after ${highest[0]}`)
    if (one.isAccepted && !accepted.has(one.sequence) && one.sequence < highest[1])
      found.push(`${where} is accepted after ${highest[1]}`)
    if (!first) firsts.set(one.sequence, one)
    if (one.isAccepted) accepted.set(one.sequence, one)
    highest = [Math.max(highest[0], one.sequence), one.isAccepted ? Math.max(highest[1], one.sequence) : highest[1]]
  }
  const ids = new Set([...firsts.values()].map(({ id }) => id)).size
  if (ids !== firsts.size) found.push(`${path}: ${firsts.size} events came under ${ids} ids`)
  for (const { sequence, event } of changes)
    if (!accepted.has(sequence)) found.push(`${path}: number ${sequence} (${event}) never arrived`)
  return found
}

/** A 200 happened once, under the id that was answered; "it may have been carried out" at most once; nothing else did. */
export function judgeCreates(creates, leaves) {
  return creates.flatMap((one) => {
    const rows = leaves.filter(({ description }) => description === one.key)
    const what = `create ${one.key} (${one.at}, ${one.tries} tries, ${one.ms} ms): ${one.status}`
    if (one.status === 200) {
      const { id } = JSON.parse(one.text)
      return rows.length === 1 && String(rows[0].id) === id
        ? []
        : [`${what} ${id} is ${rows.length} leaves at Factorial`]
    }
    const isUnknown = one.status === 502 || one.status === 504
    if (rows.length > (isUnknown ? 1 : 0)) return [`${what} is ${rows.length} leaves at Factorial`]
    return isUnknown ? [] : [`${what} has no answer that stays: ${String(one.text).slice(0, 200)}`]
  })
}

export async function judgeCopy({ url, token, accounts }) {
  const found = []
  for (const account of accounts)
    for (const resource of RESOURCES) {
      const path = `/unified/hris/${resource}?integrated_account_id=${account}&truto_ignore_limit=true`
      const [live, copy] = [await send(url + path, { token }), await send(`${url}${path}&source=synced`, { token })]
      if (live.status !== 200 || copy.status !== 200)
        found.push(`${resource} of ${account}: ${live.status} live, ${copy.status} copy ${copy.text.slice(0, 200)}`)
      else found.push(...compareRows(`${resource} of ${account}`, JSON.parse(live.text), JSON.parse(copy.text)))
    }
  return found
}

function compareRows(name, { result: live }, { result: copy }) {
  const byId = new Map(copy.map((row) => [row.id, JSON.stringify(row)]))
  const wrong = live.filter((row) => byId.get(row.id) !== JSON.stringify(row)).map(({ id }) => id)
  if (wrong.length === 0 && live.length === copy.length) return []
  return [`${name}: ${live.length} rows live, ${copy.length} in the copy; differing: ${wrong.slice(0, 5).join(", ")}`]
}

export const judgeStills = (stills) =>
  stills
    .filter(({ afterKillMs }) => afterKillMs > MAX_STILL_MS)
    .map(
      ({ kind, thing, mark, at, afterKillMs }) =>
        `${kind} of ${thing} stood still for ${afterKillMs} ms after the last kill, until ${at} (${mark})`,
    )

/** A caller waits for a dead process's lease, too. A read counts when it was answered, a create from its first try on. */
export const judgeAnswers = ({ slow, creates }) => [
  ...slow.filter(({ ms }) => ms > MAX_STILL_MS).map(({ what, ms, at }) => `${what} took ${ms} ms, until ${at}`),
  ...creates
    .filter(({ ms }) => ms > MAX_STILL_MS)
    .map(({ key, ms, tries, at }) => `create ${key} of ${at} had its answer after ${ms} ms and ${tries} tries`),
]

/** What never happened was not tested. */
export function judgeLoad({ facts, receiver, stills }) {
  const kinds = new Set(stills.map(({ kind }) => kind))
  const counts = {
    "live reads": facts.reads,
    "synced reads": facts.syncedReads,
    "sync runs": facts.syncRuns,
    "changes of the company": facts.companyChanges,
    "creates with an answer": facts.creates.filter(({ status }) => status === 200).length,
    connections: facts.connections,
    "expired tokens": facts.expiries,
    arrivals: receiver.arrivals.length,
    ...Object.fromEntries(
      ["sync run", "fan-out", "delivery", "hint"].map((kind) => [`waiting: ${kind}`, Number(kinds.has(kind))]),
    ),
  }
  return Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [] : [`nothing was tested of: ${what}`]))
}
