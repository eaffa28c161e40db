import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { OAuthError } from "./oauth-error.js"
import { codePage, consentPage, errorPage, sendPage } from "./pages.js"
import { type Parameters, readParameters } from "./parameters.js"
import type { AuthorizeRequest, OAuthClient, OAuthState } from "./state.js"

/** Instead of a redirect the code is shown, to be copied. */
const OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"

/** `/oauth/authorize`: GET shows the page on which a person decides, POST is the decision. */
export function mountConsent(app: FastifyInstance, state: OAuthState): void {
  app.get("/oauth/authorize", (request, reply) => orErrorPage(reply, () => ask(state, request, reply)))
  app.post("/oauth/authorize", (request, reply) => orErrorPage(reply, () => decide(state, request, reply)))
}

/** What can't be told to the client, because it is not sure who that is, is told to the person. */
function orErrorPage(reply: FastifyReply, handle: () => FastifyReply): FastifyReply {
  try {
    return handle()
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return sendPage(reply, 400, errorPage(error.message))
  }
}

function ask(state: OAuthState, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const parameters = readParameters(request)
  const client = state.client(parameters.get("client_id"))
  if (!client)
    throw new OAuthError("invalid_client", "No OAuth client has this client_id. Check it where you set it up.")
  const redirectUri = parameters.get("redirect_uri")
  if (redirectUri === undefined || !client.redirectUris.includes(redirectUri))
    throw new OAuthError(
      "invalid_request",
      "The redirect_uri is not registered for this client. It has to be registered exactly as it is sent.",
    )
  const back = { redirectUri, state: parameters.get("state") ?? null }
  try {
    const asked: AuthorizeRequest = { ...back, client, ...readWish(parameters, client) }
    const people = asked.kind === "user_token" ? state.people() : []
    return sendPage(reply, 200, consentPage({ asked, people, company: state.company, token: state.openPage(asked) }))
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return sendBack(reply, back, { error: error.code, error_description: error.message })
  }
}

function readWish(parameters: Parameters, client: OAuthClient): Pick<AuthorizeRequest, "kind" | "scopes"> {
  if (parameters.get("response_type") !== "code")
    throw new OAuthError("unsupported_response_type", "response_type has to be code")
  const owner = parameters.get("resource_owner_type") ?? ""
  if (owner !== "" && owner !== "company")
    throw new OAuthError("invalid_request", "resource_owner_type is company or left out")
  const asked = [...new Set((parameters.get("scope") ?? "").split(" ").filter((scope) => scope !== ""))]
  const foreign = client.scopes.length === 0 ? undefined : asked.find((scope) => !client.scopes.includes(scope))
  if (foreign !== undefined) throw new OAuthError("invalid_scope", `the client is not registered for scope ${foreign}`)
  const scopes = asked.length > 0 ? asked : client.scopes
  return { kind: owner === "company" ? "company_token" : "user_token", scopes: scopes.length > 0 ? [...scopes] : null }
}

function decide(state: OAuthState, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const parameters = readParameters(request)
  const token = parameters.get("form_token") ?? ""
  const asked = state.page(token)
  if (!asked)
    throw new OAuthError("invalid_request", "This page was answered already or is too old. Start again from the app.")
  const decision = parameters.get("decision")
  if (decision === "refuse") {
    state.closePage(token)
    return sendBack(reply, asked, { error: "access_denied", error_description: "the person refused" })
  }
  if (decision !== "approve") throw new OAuthError("invalid_request", "Choose Approve or Refuse.")
  const employeeId = asked.kind === "user_token" ? chosenPerson(state, parameters) : null
  state.closePage(token)
  return sendBack(reply, asked, { code: state.giveCode(asked, employeeId) })
}

function chosenPerson(state: OAuthState, parameters: Parameters): string {
  const id = parameters.get("employee_id")
  const person = state.people().find((one) => one.id === id)
  if (person) return person.id
  throw new OAuthError("invalid_request", "Nobody of the company has this employee_id. Go back and choose a person.")
}

function sendBack(
  reply: FastifyReply,
  back: Pick<AuthorizeRequest, "redirectUri" | "state">,
  answer: Record<string, string>,
): FastifyReply {
  if (back.redirectUri === OUT_OF_BAND) {
    if (answer.code !== undefined) return sendPage(reply, 200, codePage(answer.code))
    return sendPage(reply, 400, errorPage(`${answer.error}: ${answer.error_description}`))
  }
  const target = new URL(back.redirectUri)
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value)
  if (back.state !== null) target.searchParams.set("state", back.state)
  return reply.header("cache-control", "no-store").redirect(target.href, 302)
}
