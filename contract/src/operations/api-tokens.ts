import { z } from "zod"
import { get } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { scopes } from "./scopes.js"
import {
  adminPage,
  adminPaging,
  anyOf,
  deleted,
  idParams,
  instant,
  moment,
  ownEnvironment,
  text,
  uuid,
} from "./shared.js"

const tagged = { scope: "environment", tag: "API tokens" } as const

const rate = z
  .strictObject({
    requests: z.number().int().min(1).max(1_000_000).meta({ description: "So many requests ..." }),
    seconds: z.number().int().min(1).max(86_400).meta({ description: "... in so many seconds." }),
  })
  .nullable()
  .meta({ description: "The token's own limit; null: the server's." })

export const apiToken = z
  .object({
    id: z.string().meta({ description: "The token's id. It stays when the secret is rotated." }),
    name: z.string().meta({ description: "What it is for." }),
    environment_id: z.string().meta({ description: "The environment it works in." }),
    created_by: z.string().nullable().meta({ description: "Always null: there are no users here." }),
    scopes: z.array(z.string()).meta({ description: "What it may do: `all`, or what docs/tokens.md lists." }),
    rate_limit: rate,
    expires_at: moment().nullable().meta({ description: "When it ends; null: it does not." }),
    last_used_at: moment()
      .nullable()
      .meta({ description: "Up to a minute late; null: never, or before this was kept." }),
    created_at: moment().meta({ description: "When it was made." }),
    updated_at: moment().meta({ description: "When it was last changed." }),
  })
  .meta({ id: "ApiToken" })
export type ApiToken = z.infer<typeof apiToken>

const withSecret = apiToken.extend({ token: z.string().meta({ description: "The secret, shown this once." }) })

export const listApiTokens = operation({
  ...tagged,
  id: "list_api_tokens",
  paging: "admin",
  method: "GET",
  path: "/api-token",
  summary: "List: api tokens.",
  query: z.strictObject({ ...adminPaging, id: anyOf(uuid()), name: anyOf(text()), environment_id: anyOf(text()) }),
  answer: adminPage(apiToken),
})
export const getApiToken = get("/api-token", tagged.tag, apiToken)

const settings = {
  expires_at: instant().nullable().optional().meta({ description: "When it ends; null: it does not." }),
  rate_limit: rate.optional(),
}

export const createApiToken = operation({
  ...tagged,
  id: "create_api_token",
  method: "POST",
  path: "/api-token",
  summary: "Create an API token; the secret is shown once. It can do no more than the token that makes it.",
  body: z.strictObject({
    name: text(100).min(1).meta({ description: "What it is for." }),
    environment_id: ownEnvironment(),
    scopes: scopes().optional().meta({ description: "What it may do; left out: what the token that asks may do." }),
    ...settings,
  }),
  unknownKeys: "refuse",
  answer: withSecret,
})

export const updateApiToken = operation({
  ...tagged,
  id: "update_api_token",
  method: "PATCH",
  path: "/api-token/:id",
  summary: "Change what an API token may do, its limit, its end or its name. What is left out stays.",
  params: idParams,
  body: z.strictObject({
    name: text(100).min(1).optional().meta({ description: "What it is for." }),
    scopes: scopes().optional().meta({ description: "What it may do." }),
    ...settings,
  }),
  unknownKeys: "refuse",
  answer: apiToken,
})

const MOST_GRACE_SECONDS = 7 * 86_400

export const rotateApiToken = operation({
  ...tagged,
  id: "rotate_api_token",
  method: "POST",
  path: "/api-token/:id/rotate",
  summary:
    "Make a new secret, shown once. Earlier ones work for `grace_seconds` (a day unless given); 0 ends them now.",
  params: idParams,
  body: z.strictObject({
    grace_seconds: z
      .number()
      .int()
      .min(0)
      .max(MOST_GRACE_SECONDS)
      .optional()
      .meta({ description: "Seconds for which the secret of before still works; 86400 unless given." }),
  }),
  unknownKeys: "refuse",
  answer: withSecret.extend({
    earlier_secrets_expire_at: moment().meta({ description: "When the last of the earlier secrets ends." }),
  }),
})

export const deleteApiToken = operation({
  ...tagged,
  id: "delete_api_token",
  method: "DELETE",
  path: "/api-token/:id",
  summary: "Revoke an API token, with the integrated account tokens that it made.",
  params: idParams,
  answer: deleted,
})

export const apiTokenOperations = byOperationId(
  listApiTokens,
  getApiToken,
  createApiToken,
  updateApiToken,
  rotateApiToken,
  deleteApiToken,
)
