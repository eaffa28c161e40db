import type { Running } from "./running.js"
import type { OperationSpec } from "./spec/index.js"
import { type Credential, Refusal } from "./world.js"

type Headers = Readonly<Record<string, string | string[] | undefined>>

/** A key wins over a token; a key sent as a token is refused like any unknown one. */
export function authorize(
  running: Running,
  headers: Headers,
  { table, action, operation }: { table: string; action: string; operation: OperationSpec },
): Credential {
  const credential = authenticate(running, headers)
  if (credential.scopes && operation.s !== undefined && !credential.scopes.includes(operation.s))
    throw forbidden(table, action)
  return credential
}

function authenticate(running: Running, headers: Headers): Credential {
  const key = headers["x-api-key"]
  if (typeof key === "string") {
    if (running.apiKeys.includes(key))
      return { kind: "api_key", id: `api_key:${running.apiKeys.indexOf(key)}`, employeeId: null, scopes: null }
    throw new Refusal(401, { errors: null })
  }
  const bearer = /^Bearer (\S+)$/i.exec(String(headers.authorization ?? ""))?.[1]
  const found = bearer === undefined ? "unknown" : running.oauth.authenticate(bearer)
  if (typeof found === "string") throw new Refusal(401, { errors: null })
  return found.credential
}

/** `timeoff/leaves` list as `Forbidden by Timeoff::LeavePolicy::List`. */
export function forbidden(table: string, action: string): Refusal {
  const camel = (words: string) =>
    words
      .split("_")
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join("")
  const [domain = "", resource = ""] = table.split("/")
  return new Refusal(403, {
    errors: { errors: [`Forbidden by ${camel(domain)}::${camel(resource.replace(/s$/, ""))}Policy::${camel(action)}`] },
  })
}
