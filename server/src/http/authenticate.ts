import type { Scope } from "@rollcall/contract"
import type { Caller } from "../access/index.js"
import type { Account } from "../accounts/index.js"
import { AppError } from "../errors.js"
import type { QueryObject } from "../gateway/index.js"
import type { Services } from "./services.js"

const HOW = "send Authorization: Bearer <API token>"

type Asking = { header: string | undefined; address: string; outlastsDatabase?: boolean | undefined }

/** Who calls. Throws `token.invalid` for a missing or unknown, revoked or expired token, `request.rate_limited` for one of too many. */
export async function authenticate(
  { access, guesses }: Services,
  { header, address, outlastsDatabase = false }: Asking,
): Promise<Caller> {
  if (!header) throw new AppError("token.missing", `no token was sent: ${HOW}`)
  const token = /^Bearer +(\S{1,512}) *$/i.exec(header)?.[1]
  if (token === undefined) throw new AppError("token.invalid", `the Authorization header is not a bearer token: ${HOW}`)
  const caller = await guesses.guard({ kind: "token", secret: token, address }, () =>
    outlastsDatabase ? access.recall(token) : access.authenticate(token),
  )
  if (!caller) throw new AppError("token.invalid", "the token is unknown, revoked or expired: use a valid one")
  return caller
}

/** Which tokens may call what. */
export function assertScope(scope: Scope, caller: Caller): void {
  if (scope === "environment" && caller.kind !== "api_token") {
    throw new AppError("token.forbidden", "an integrated account token can't call this: use an API token")
  }
  if (scope === "self" && caller.kind !== "account_token") {
    throw new AppError(
      "token.forbidden",
      "this is for integrated account tokens: POST /integrated-account/token makes one",
    )
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
export const isUuid = (text: string): boolean => UUID.test(text)

/** The account a call is about: the token's own, or the one named in the query. */
export async function findAccount({ accounts }: Services, caller: Caller, query: QueryObject): Promise<Account> {
  const named = query.integrated_account_id
  if (named !== undefined && typeof named !== "string") {
    throw new AppError("request.invalid", "integrated_account_id: give one id")
  }
  const id = caller.kind === "api_token" ? (named ?? "") : caller.accountId
  if (caller.kind !== "api_token" && named && named !== id) {
    throw new AppError("token.forbidden", "this token belongs to another account: leave integrated_account_id out")
  }
  if (id === "")
    throw new AppError(
      "request.invalid",
      "integrated_account_id is required: GET /integrated-account lists the accounts",
    )
  if (!isUuid(id))
    throw new AppError("request.invalid", "integrated_account_id: give the id (a UUID) as it was answered")
  const account = await accounts.find(caller.environmentId, id.toLowerCase())
  if (!account) throw new AppError("account.not_found", `there is no integrated account ${id} in this environment`)
  return account
}
