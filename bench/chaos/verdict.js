import { RESOURCES, send } from "./load.js"

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

/** Numbers go up by one, each id once. */
export function judgeChanges(changes) {
  const wrong = changes.filter((change, at) => change.sequence !== changes[0].sequence + at)
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
    if (known.get(one.sequence)?.event !== one.type) found.push(`${where} is not in /changes`)
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

export const judgeStills = (worst) =>
  Object.entries(worst)
    .filter(([, { afterKill }]) => afterKill.ms > MAX_STILL_MS)
    .map(
      ([
        kind,
        {
          afterKill: { ms, thing, mark, at },
        },
      ]) => `${kind} of ${thing} stood still for ${ms} ms after the last kill, until ${at} (${mark})`,
    )
