import { createHash } from "node:crypto"
import { authFields, type CatalogueResource, type Connector, pathParameters, writeIn } from "@rollcall/connector-kit"
import { ACTIONS, type Capabilities, MODEL_NAME, model, RESOURCES } from "@rollcall/contract"
import type { Account } from "../../accounts/index.js"

export type CapabilitiesQuery = {
  type?: "proxy" | "unified" | "all" | undefined
  methods?: string[] | undefined
  resource?: string | undefined
  has_description?: boolean | undefined
}

export function describeCapabilities(connector: Connector, query: CapabilitiesQuery, account?: Account): Capabilities {
  const { id, name, category } = connector
  const type = query.type ?? "all"
  const all = [...connector.proxy.values()].flatMap((resource) => resource.methods)
  const described = all.filter((method) => method.description !== "").length
  return {
    integration: { id, name: id, label: name, category },
    ...(account ? { environment_id: account.environmentId } : {}),
    proxy: type === "unified" ? [] : proxyOf(connector, query),
    unified: type === "proxy" ? [] : unifiedOf(connector, query.resource),
    auth: authOf(connector),
    ai_readiness: {
      proxy_methods: all.length,
      proxy_methods_with_descriptions: described,
      ai_ready_score: all.length === 0 ? 0 : described / all.length,
    },
    ...(account
      ? {
          account: {
            id: account.id,
            status: account.status,
            authentication_method: account.authenticationMethod,
            is_blocked: false,
          },
        }
      : {}),
  }
}

function proxyOf(connector: Connector, query: CapabilitiesQuery): Capabilities["proxy"] {
  const isWanted = (resource: CatalogueResource) =>
    query.resource === undefined || [resource.name, resource.path].includes(query.resource)
  return [...connector.proxy.values()].filter(isWanted).flatMap((resource) => {
    const methods = resource.methods
      .filter((method) => !query.methods?.length || query.methods.includes(method.name))
      .filter((method) => query.has_description === false || method.description !== "")
      .map((method) => ({
        method: method.name,
        name: toolName(connector.id, resource.name, method.name),
        description: method.description,
        has_description: method.description !== "",
        has_query_schema: method.query !== undefined || pathParameters(method).some((one) => one !== "id"),
        has_body_schema: method.body !== undefined,
        has_response_schema: false,
        api_documentation_url: null,
      }))
    return methods.length > 0 ? [{ resource: resource.name, methods }] : []
  })
}

const unifiedOf = (connector: Connector, wanted: string | undefined): Capabilities["unified"] =>
  RESOURCES.filter((name) => connector.resources[name] && (wanted === undefined || wanted === name)).map((name) => ({
    model: MODEL_NAME,
    model_label: "HRIS",
    resource: name,
    description: model[name].description,
    docs_url: null,
    methods: methodsOf(connector, name),
    env_overridden: false,
  }))

/** Reads, and the writes that the HR system has. */
export const methodsOf = (connector: Connector, name: (typeof RESOURCES)[number]): string[] => [
  ...["list", "get"],
  ...ACTIONS.filter((action) => writeIn(connector.resources[name]?.writes, action)),
]

function authOf({ auth }: Connector): object {
  const fields = authFields(auth).map(({ name, label, isSecret, isRequired, placeholder }) => ({
    name,
    label,
    type: isSecret ? "password" : "text",
    required: isRequired,
    ...(placeholder === undefined ? {} : { placeholder }),
  }))
  const link = auth.api_key?.documentationLink ?? auth.oauth2?.documentationLink
  return { formats: Object.keys(auth), fields, ...(link === undefined ? {} : { documentation_link: link }) }
}

const NAME_LENGTH = 64

/** Words that look like plurals and are none. */
const SINGULARS = /(status|data|analysis|series|news|bonus)$/

/** Of the last word: what agents read has to be English. */
export function singularOf(words: string): string {
  if (SINGULARS.test(words)) return words
  if (/(statuses|bonuses|branches|processes|addresses|boxes|matches|taxes)$/.test(words))
    return words.replace(/es$/, "")
  if (words.endsWith("analyses")) return words.replace(/es$/, "is")
  return words.replace(/ies$/, "y").replace(/(?<!s)s$/, "")
}

/** Names of tools as the clients of this API know them, in the letters and the length that every agent API takes. */
export function toolName(integration: string, resource: string, method: string): string {
  const name = longName(integration, resource, method).replace(/[^a-zA-Z0-9_-]/g, "_")
  if (name.length <= NAME_LENGTH) return name
  const mark = createHash("sha256").update(name).digest("hex").slice(0, 6)
  return `${name.slice(0, NAME_LENGTH - 7)}_${mark}`
}

function longName(integration: string, resource: string, method: string): string {
  const words = `${integration}_${resource.replaceAll("-", "_")}`
  const one = singularOf(words)
  if (method === "list") return `list_all_${words}`
  if (method === "get") return `get_single_${one}_by_id`
  if (method === "create") return `create_a_${one}`
  if (method === "update" || method === "delete") return `${method}_a_${one}_by_id`
  return `${one}_${method}`
}
