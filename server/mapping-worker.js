// Runs mapping expressions of users, which nobody trusts, in a thread of its own: JSONata inside QuickJS inside WebAssembly,
// each expression of each owner in a runtime of its own, with a bound on memory and on time. Plain JavaScript: a worker
// thread loads it as it is, from the sources and from the build. One message in, one answer out.
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { parentPort } from "node:worker_threads"
import { getQuickJS } from "quickjs-emscripten"

const MEMORY_BYTES = 24 * 1024 * 1024
const STACK_BYTES = 256 * 1024
/** Runtimes that are kept, because loading JSONata into one takes a hundred times as long as a row. */
const MOST_KEPT = 4
const COMPILE_MS = 5_000

const read = (url) => readFileSync(url, "utf8")
const jsonata = createRequire(import.meta.url).resolve("jsonata/jsonata.min.js")
const SCRIPTS = [
  jsonata,
  new URL("mapping-functions.js", import.meta.url),
  new URL("mapping-prelude.js", import.meta.url),
]
const sources = SCRIPTS.map(read)
const quickjs = await getQuickJS()
/** By owner and expression, the one that was used last at the end. */
const kept = new Map()

parentPort.on("message", (asked) => parentPort.postMessage(answer(asked)))
parentPort.postMessage({ ready: true })

function answer({ kind, owner, source, rows, rowMs, batchMs }) {
  const key = `${owner} ${source}`
  const opened = kept.get(key) ?? open(source)
  kept.delete(key)
  if (kind === "compile" || opened.compiled.error) {
    return { compiled: JSON.stringify(opened.compiled), isSpent: !keep(key, opened) }
  }
  // From now on the time counts: who asked ends this thread when it is over.
  parentPort.postMessage({ begun: true })
  const begun = performance.now()
  const end = begun + batchMs
  const outcomes = []
  let isSpent = false
  for (const row of rows) {
    if (performance.now() >= end || isSpent) {
      outcomes.push({ kind: "unrun" })
      continue
    }
    const outcome = runRow(opened, row, Math.min(end, performance.now() + rowMs))
    outcomes.push(outcome)
    isSpent = outcome.kind === "timeout" || outcome.kind === "memory"
  }
  const ranMs = performance.now() - begun
  // A runtime that was cut short can't be taken down in order, and memory of WebAssembly is never given back.
  if (isSpent) return { outcomes, ranMs, isSpent }
  return { outcomes, ranMs, isSpent: !keep(key, opened) }
}

function open(source) {
  const runtime = quickjs.newRuntime()
  runtime.setMemoryLimit(MEMORY_BYTES)
  runtime.setMaxStackSize(STACK_BYTES)
  const context = runtime.newContext()
  const opened = { runtime, context }
  const until = performance.now() + COMPILE_MS
  runtime.setInterruptHandler(() => performance.now() > until)
  for (const script of sources) context.unwrapResult(context.evalCode(script)).dispose()
  const { text, failure } = call(opened, "compile", source)
  opened.compiled = failure
    ? { error: { code: failure.kind, message: "the expression can't be read: it takes too much" } }
    : JSON.parse(text)
  return opened
}

/** Calls a function of the prelude with a text. */
function call({ context }, name, text) {
  const sandbox = context.getProp(context.global, "sandbox")
  const run = context.getProp(sandbox, name)
  const given = context.newString(text)
  const result = context.callFunction(run, sandbox, given)
  for (const handle of [given, run, sandbox]) handle.dispose()
  if (result.error) return { failure: troubleOf(context, result.error) }
  const answered = context.dump(result.value)
  result.value.dispose()
  return { text: answered }
}

/** Whatever JSONata makes of being cut short, such as a function that is none, the time was over. */
function runRow(opened, row, until) {
  let isCut = false
  opened.runtime.setInterruptHandler(() => {
    isCut ||= performance.now() > until
    return isCut
  })
  const outcome = evaluate(opened, row, until)
  return isCut && outcome.kind === "failed" ? { kind: "timeout" } : outcome
}

function evaluate(opened, row, until) {
  const { runtime, context } = opened
  const { failure } = call(opened, "run", row)
  if (failure) return failure
  const jobs = runtime.executePendingJobs()
  if (jobs.error) return troubleOf(context, jobs.error)
  jobs.dispose()
  const handle = context.getProp(context.global, "answer")
  const text = context.dump(handle)
  handle.dispose()
  if (typeof text !== "string") return { kind: performance.now() > until ? "timeout" : "memory" }
  return text.startsWith('{"kind":"failed"') ? outcomeOf(JSON.parse(text).error) : { kind: "made", text }
}

function troubleOf(context, handle) {
  const error = context.dump(handle)
  handle.dispose()
  return outcomeOf({ code: String(error?.name ?? ""), message: String(error?.message ?? error).slice(0, 300) })
}

/** What JSONata has caught may be the engine's word that it was cut short. */
function outcomeOf(error) {
  if (error.message === "interrupted") return { kind: "timeout" }
  return error.message === "out of memory" ? { kind: "memory" } : { kind: "failed", error }
}

/** False: the thread is no good for others any more. */
function keep(key, opened) {
  kept.set(key, opened)
  try {
    for (const [oldest, { context, runtime }] of kept) {
      if (kept.size <= MOST_KEPT) return true
      kept.delete(oldest)
      context.dispose()
      runtime.dispose()
    }
  } catch {
    return false
  }
}
