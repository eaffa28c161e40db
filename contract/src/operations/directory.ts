import { z } from "zod"
import { get, list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { environmentUnifiedModel } from "./platform-rows.js"
import { adminPage, adminPaging, anyOf, moment, ownEnvironment, text } from "./shared.js"

/** What clients of Truto's API read about an installation. Here there is one team, and callers are tokens, not users. */
const stamps = { created_at: moment(), updated_at: moment() }

/** There is one: whoever runs this server. */
export const TEAM_ID = "rollcall"

export const team = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: "Whoever runs this server." }),
    domain: z.string().nullable(),
    logo: z.string().nullable(),
    ...stamps,
  })
  .meta({ id: "Team" })
export type Team = z.infer<typeof team>

export const user = z
  .object({ id: z.string(), name: z.string(), email: z.string(), is_active: z.boolean(), ...stamps })
  .meta({ id: "User" })

export const category = z
  .object({ id: z.string(), name: z.string(), label: z.string(), ...stamps })
  .meta({ id: "Category" })
export type Category = z.infer<typeof category>

const wanted = anyOf(text())

export const listTeams = list({ path: "/team", tag: "Teams", row: team, filters: { name: wanted } })
export const getTeam = get("/team", "Teams", team)
export const listUsers = list({
  path: "/user",
  tag: "Users",
  row: user,
  filters: { name: wanted, email: wanted, team_id: wanted },
})
export const getUser = get("/user", "Users", user)

export const listCategories = operation({
  id: "list_categories",
  method: "GET",
  path: "/category",
  scope: "environment",
  tag: "Categories",
  summary: "The kinds of systems that there are integrations of.",
  paging: "admin",
  query: z.strictObject({ ...adminPaging, id: anyOf(text()), name: wanted }),
  answer: adminPage(category),
})

export const DOCUMENTATION_TYPES = ["description", "query_schema", "body_schema"] as const
/** Truto's other types: there is nothing of them here, so they answer an empty list. */
const OTHER_TYPES = ["readme", "note", "end_user_guide", "response_schema"] as const
const ENTITY_TYPES = ["integration", "unified_model"] as const
const OTHER_ENTITY_TYPES = ["environment_integration", "environment_unified_model"] as const
export const DOCUMENTED = [...ENTITY_TYPES, ...OTHER_ENTITY_TYPES] as const

export const documentation = z
  .object({
    id: z.string(),
    entity_id: z.string(),
    entity_type: z.enum(ENTITY_TYPES),
    type: z.enum(DOCUMENTATION_TYPES),
    content: z.string().meta({ description: "Text, or a JSON Schema as JSON." }),
    integration_name: z.string().nullable(),
    resource: z.string(),
    method: z.string().nullable(),
    authentication_method: z.null(),
    ...stamps,
  })
  .meta({ id: "Documentation" })
export type Documentation = z.infer<typeof documentation>

export const listDocumentation = operation({
  id: "list_documentation",
  method: "GET",
  path: "/documentation",
  scope: "environment",
  tag: "Documentation",
  summary: "What the integrations and the unified model say of themselves. Give at least one filter.",
  paging: "admin",
  query: z.strictObject({
    ...adminPaging,
    id: anyOf(text(500)),
    entity_id: wanted,
    entity_type: anyOf(z.enum(DOCUMENTED)),
    integration_id: wanted,
    unified_model_id: wanted,
    environment_integration_id: wanted,
    environment_unified_model_id: wanted,
    type: anyOf(z.enum([...DOCUMENTATION_TYPES, ...OTHER_TYPES])),
    resource: wanted,
    method: wanted,
    integration_name: wanted,
  }),
  answer: adminPage(documentation),
})
export const getDocumentation = get("/documentation", "Documentation", documentation)

/** Every environment has the one model, so it is answered as if it had just been installed. */
export const createEnvironmentUnifiedModel = operation({
  id: "create_environment_unified_model",
  method: "POST",
  path: "/environment-unified-model",
  refusals: ["resource.not_found"],
  scope: "environment",
  tag: "Installed unified models",
  summary: "Install a unified model: answers the one that every environment has.",
  body: z.strictObject({ unified_model_id: text(), environment_id: ownEnvironment() }),
  answer: environmentUnifiedModel,
})

export const directoryOperations = byOperationId(
  listTeams,
  getTeam,
  listUsers,
  getUser,
  listCategories,
  listDocumentation,
  getDocumentation,
  createEnvironmentUnifiedModel,
)
