import { z } from "zod"
import { context, moment, text } from "./shared.js"

const stamps = { created_at: moment(), updated_at: moment() }

/** A host without characters that mean something in a header, such as `;` in a content security policy. */
const hasPlainHost = (text: string) => URL.canParse(text) && /^([\w.-]+|\[[\da-f:.]+\])$/i.test(new URL(text).hostname)
const webAddress = z
  .url({ protocol: /^https?$/, error: "give an http or https address" })
  .max(2_000)
  .refine(hasPlainHost, { error: "give an address with a plain host name" })
const origin = webAddress.refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  error: "give an origin: scheme, host and port, nothing after",
})
const redirectPattern = z
  .string()
  .max(2_000)
  .refine((text) => webAddress.safeParse(text.replace(/\*$/, "")).success, {
    error: "give an http or https address; a * at its end means every address that begins so",
  })

/** How the page looks on which a customer connects, and where it may send them. */
export const linkSettings = z.strictObject({
  name: z.string().min(1).max(100).nullable().meta({ description: "Your product's name; null: the environment's." }),
  logo_url: webAddress.nullable(),
  accent_color: z
    .string()
    .max(7)
    .regex(/^#[0-9a-fA-F]{6}$/, { error: "give a colour as #rrggbb" })
    .nullable(),
  allowed_origins: z
    .array(origin)
    .max(50)
    .meta({ description: "Where the page may be framed, and who is told the result. Empty: anywhere." }),
  redirect_uris: z
    .array(redirectPattern)
    .max(50)
    .meta({ description: "Where a link token's redirect_uri may point. Empty: anywhere." }),
  locale: z.enum(["en", "es"]).nullable(),
})

export const environment = z
  .object({
    id: z.string(),
    name: z.string(),
    team_id: z.string(),
    is_default: z.boolean(),
    link: linkSettings,
    ...stamps,
  })
  .meta({ id: "Environment" })
export type Environment = z.infer<typeof environment>

export const integration = z
  .object({
    id: z.string().meta({ description: "The integration's name." }),
    name: z.string(),
    category: z.string(),
    is_beta: z.boolean(),
    sharing: z.string(),
    can_install: z.boolean(),
    config: z.object({ label: z.string(), logo: z.string().nullable(), icon: z.string().nullable() }),
    installed_environment: z.array(z.string()),
    team_id: z.string(),
    version: z.number().int(),
    ...stamps,
  })
  .meta({ id: "Integration" })
export type Integration = z.infer<typeof integration>

export const environmentIntegration = z
  .object({
    id: z.string(),
    integration_id: z.string(),
    environment_id: z.string(),
    is_enabled: z.boolean(),
    is_active: z.boolean(),
    show_in_catalog: z.boolean(),
    override: context().meta({ description: "Own OAuth client and settings; secrets are never returned." }),
    integration: z.object({ id: z.string(), name: z.string(), category: z.string() }),
    ...stamps,
  })
  .meta({ id: "EnvironmentIntegration" })
export type EnvironmentIntegration = z.infer<typeof environmentIntegration>

const oauthClient = z.strictObject({ id: text(500).optional(), secret: text(2_000).optional() })

/** What an environment may set for an integration: its own OAuth client, which host, which kind of token. */
export const installedOverride = z.strictObject({
  credentials: z
    .strictObject({
      oauth2: z.strictObject({ client: oauthClient.optional() }).optional(),
      client: oauthClient.optional(),
    })
    .optional(),
  host: text(100).nullable().optional(),
  authorize_params: z
    .record(text(100), text(1_000).nullable())
    .refine((given) => Object.keys(given).length <= 50, { error: "give 50 parameters at most" })
    .meta({ maxProperties: 50 })
    .optional(),
})

export const unifiedModel = z
  .object({
    id: z.string(),
    name: z.string(),
    category: z.string(),
    description: z.string(),
    sharing: z.string(),
    resources: z.record(z.string(), z.unknown()),
    scopes: context().meta({ description: "Nothing here; Truto has it." }),
    installed_environment: z.array(z.string()),
    team: z.object({ id: z.string(), name: z.string() }),
    team_id: z.string(),
    version: z.number().int(),
    ...stamps,
  })
  .meta({ id: "UnifiedModel" })
export type UnifiedModel = z.infer<typeof unifiedModel>

export const environmentUnifiedModel = z
  .object({
    id: z.string(),
    unified_model_id: z.string(),
    environment_id: z.string(),
    override: context(),
    unified_model: z.object({ id: z.string(), name: z.string(), category: z.string() }),
    ...stamps,
  })
  .meta({ id: "EnvironmentUnifiedModel" })
export type EnvironmentUnifiedModel = z.infer<typeof environmentUnifiedModel>
