import { isGranted, type Operation, type Right } from "@rollcall/contract"
import type { Caller } from "../access/index.js"
import { AppError } from "../errors.js"
import type { QueryObject } from "../gateway/index.js"
import type { Incoming } from "./incoming.js"

type Asked = Pick<Incoming, "httpMethod" | "params"> & { query: QueryObject }
type Needing = Pick<Operation, "access" | "method">

/** Whether a token's scopes let it call an operation. Throws `forbidden`, which names the scope that is missing. */
export function assertRight({ access, method }: Needing, { scopes }: Pick<Caller, "scopes">, asked: Asked): void {
  const right = typeof access === "string" ? undefined : rightFor(access, method, asked)
  if (isGranted(scopes, access, right)) return
  const needed = right ? `${right.verb}:${right.of}` : "all"
  throw new AppError(
    "token.forbidden",
    `this needs a token with the scope ${needed}: yours has ${scopes.join(", ") || "none"}`,
  )
}

/** What is made, is made in the environment that asks. Throws `forbidden` where the body names another one. */
export function assertOwnEnvironment({ environmentId }: Pick<Caller, "environmentId">, body: unknown): void {
  const isNamed = typeof body === "object" && body !== null && "environment_id" in body
  if (!isNamed || body.environment_id === environmentId) return
  throw new AppError(
    "token.forbidden",
    "environment_id: a token makes things in its own environment only: give that one, or leave it out",
  )
}

/** Of which thing it is can depend on what is asked. */
function rightFor(
  { verb, of, parameter }: Right,
  method: Operation["method"],
  { params, query, httpMethod }: Asked,
): Right {
  if (method === "ANY") return { verb, of: httpMethod === "GET" ? "read" : "write" }
  const named = parameter === undefined ? undefined : (params[parameter] ?? query[parameter])
  return { verb, of: typeof named === "string" && named !== "" ? named.replace(/^hris\//, "") : of }
}
