import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { OAuthError } from "./oauth-error.js"
import type { AuthorizeRequest, OAuthState } from "./oauth-state.js"
import type { OAuthSystem } from "./oauth-system.js"
import { codePage, consentPage, errorPage, sendPage } from "./pages.js"
import { type Parameters, readParameters } from "./parameters.js"

/** Instead of a redirect the code is shown, to be copied. */
const OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"

type Server = { state: OAuthState; system: OAuthSystem }

/** GET shows the page on which a person decides, POST is the decision. */
export function mountConsent(app: FastifyInstance, state: OAuthState, system: OAuthSystem): void {
  const server = { state, system }
  for (const path of system.paths.authorize) {
    app.get(path, (request, reply) => orErrorPage(reply, system, () => ask(server, request, reply)))
    app.post(path, (request, reply) => orErrorPage(reply, system, () => decide(server, request, reply)))
  }
}

/** What can't be told to the client, because it is not sure who that is, is told to the person. */
function orErrorPage(reply: FastifyReply, { name }: OAuthSystem, handle: () => FastifyReply): FastifyReply {
  try {
    return handle()
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return sendPage(reply, name, errorPage(error.message))
  }
}

function ask({ state, system }: Server, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const parameters = readParameters(request)
  system.assertAsked?.(request, parameters)
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
    if (parameters.get("response_type") !== "code")
      throw new OAuthError("unsupported_response_type", "response_type has to be code")
    const asked: AuthorizeRequest = { ...back, client, ...system.readWish(parameters, client) }
    const people = asked.kind === "user_token" ? state.people() : []
    const token = state.openPage(asked)
    const action = request.url.split("?")[0] ?? ""
    return sendPage(reply, system.name, consentPage({ asked, people, company: state.companyName, token, action }))
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return sendBack(reply, { ...back, system }, { error: error.code, error_description: error.message })
  }
}

function decide({ state, system }: Server, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const parameters = readParameters(request)
  const token = parameters.get("form_token") ?? ""
  const asked = state.page(token)
  if (!asked)
    throw new OAuthError("invalid_request", "This page was answered already or is too old. Start again from the app.")
  const decision = parameters.get("decision")
  if (decision === "refuse") {
    state.closePage(token)
    return sendBack(reply, { ...asked, system }, { error: "access_denied", error_description: "the person refused" })
  }
  if (decision !== "approve") throw new OAuthError("invalid_request", "Choose Approve or Refuse.")
  const employeeId = asked.kind === "user_token" ? chosenPerson(state, parameters) : null
  state.closePage(token)
  return sendBack(reply, { ...asked, system }, { code: state.giveCode(asked, employeeId) })
}

function chosenPerson(state: OAuthState, parameters: Parameters): string {
  const id = parameters.get("employee_id")
  const person = state.people().find((one) => one.id === id)
  if (person) return person.id
  throw new OAuthError("invalid_request", "Nobody of the company has this employee_id. Go back and choose a person.")
}

function sendBack(
  reply: FastifyReply,
  back: Pick<AuthorizeRequest, "redirectUri" | "state"> & { system: OAuthSystem },
  answer: Record<string, string>,
): FastifyReply {
  if (back.redirectUri === OUT_OF_BAND) {
    if (answer.code !== undefined) return sendPage(reply, back.system.name, codePage(answer.code))
    return sendPage(reply, back.system.name, errorPage(`${answer.error}: ${answer.error_description}`))
  }
  const target = new URL(back.redirectUri)
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value)
  if (back.state !== null) target.searchParams.set("state", back.state)
  return reply.header("cache-control", "no-store").redirect(target.href, 302)
}
