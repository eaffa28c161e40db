// @ts-check
// Makes the link page livelier; without it everything still works. It tells the caller's page the result, follows the
// checks, opens the consent window from within a frame, and checks the key before it is sent.

const LIVE_MS = 1_000
const page = () => /** @type {HTMLElement} */ (document.getElementById("page"))
/** @type {Window | null} */
let consent = null
let isTold = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let finishing

/** Who opened this page, if anybody did. @returns {Window | null} */
function listener() {
  if (page().dataset.mode === "iframe" && window.parent !== window) return window.parent
  return page().dataset.mode === "window" ? window.opener : null
}

/** Says it once: the first message settles the caller's promise. @param {unknown} message */
function post(message) {
  const to = listener()
  if (!to || isTold) return false
  isTold = true
  const origins = JSON.parse(page().dataset.messageOrigins ?? "[]")
  for (const origin of origins.length > 0 ? origins : ["*"]) to.postMessage(message, origin)
  return true
}

const message = () => (page().dataset.message ? JSON.parse(page().dataset.message ?? "") : null)

/** The end of the way: the caller hears the result, or the person goes back. */
function finish() {
  clearTimeout(finishing)
  const { redirect } = page().dataset
  if (message() && post(message())) return
  if (redirect && page().dataset.mode === "window") location.assign(redirect)
  else window.close()
}

function close() {
  const result = message()
  if (result?.result === "success") return finish()
  if (page().dataset.mode === "iframe") post(result ?? "closed")
  else if (result) post(result)
  if (page().dataset.mode !== "iframe") window.close()
}

/** What the server drew, made ready; runs again after the page has changed. */
function enliven() {
  const { mode, after, redirect } = page().dataset
  const canClose = listener() !== null || mode === "inner"
  for (const button of page().querySelectorAll("[data-close]")) {
    if (button instanceof HTMLElement) button.hidden = !canClose
  }
  for (const button of page().querySelectorAll("[data-finish], [data-reveal]")) {
    if (button instanceof HTMLElement) button.hidden = button.matches("button[data-finish]") && !canClose
  }
  // The page was drawn anew while the person is at the HR system.
  const going = document.getElementById("popup-open")
  if (going && consent && !consent.closed) going.hidden = false
  if (after && (canClose || redirect)) finishing = setTimeout(finish, Number(after))
  if (mode === "inner" && message()?.result === "success") window.close()
}

/** Reads the page again and shows it when it has changed. */
async function follow() {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, credentials: "same-origin" })
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("page")
    if (fresh && hasNews(fresh)) show(fresh)
  } catch {
    // The connection comes and goes; the next time may be better.
  }
}

/** A page on which somebody is typing is only changed when the way goes on. @param {HTMLElement} fresh */
function hasNews(fresh) {
  if (fresh.innerHTML === shown) return false
  const title = (/** @type {HTMLElement} */ one) => one.querySelector("h1")?.textContent
  const notice = (/** @type {HTMLElement} */ one) => one.querySelector("[data-notice]")?.textContent
  // The page may have been drawn before the first check began.
  const isWatched = [page(), fresh].some((one) => one.querySelector(".steps") !== null)
  return isWatched || title(fresh) !== title(page()) || notice(fresh) !== notice(page())
}

/** @param {HTMLElement} fresh */
function show(fresh) {
  const isOther = fresh.querySelector("h1")?.textContent !== page().querySelector("h1")?.textContent
  shown = fresh.innerHTML
  page().replaceWith(document.importNode(fresh, true))
  const heading = page().querySelector("h1")
  if (isOther && heading instanceof HTMLElement) {
    consent?.close()
    document.title = heading.textContent ?? ""
    heading.focus()
    const said = document.getElementById("said")
    if (said) said.textContent = heading.textContent
  }
  enliven()
}

/** @param {string} href */
function openConsent(href) {
  const [width, height] = [600, 720]
  const left = Math.max(0, window.screenX + (window.outerWidth - width) / 2)
  const top = Math.max(0, window.screenY + (window.outerHeight - height) / 2)
  consent = window.open(href, "rollcall-consent", `popup,width=${width},height=${height},left=${left},top=${top}`)
  const isBlocked = !consent || consent.closed
  for (const [id, isShown] of /** @type {const} */ ([
    ["blocked", isBlocked],
    ["popup-open", !isBlocked],
  ])) {
    const box = document.getElementById(id)
    if (box) box.hidden = !isShown
    box?.querySelector("a")?.setAttribute("href", href)
  }
}

/** Says what is wrong with a field, and whether anything is. @param {HTMLInputElement} input @param {boolean} isWhole */
function checkField(input, isWhole) {
  const { missing = "", malformed = "", pattern } = input.dataset
  const typed = input.value.trim()
  const isMissing = typed === "" && input.required && isWhole
  const isMalformed = typed !== "" && pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(typed)
  const said = isMissing ? missing : isMalformed ? malformed : ""
  const problem = document.getElementById(`${input.id}-problem`)
  if (problem) problem.textContent = said
  input.setAttribute("aria-invalid", String(said !== ""))
  return said === ""
}

/** @param {HTMLFormElement} form @returns {HTMLInputElement | undefined} */
const firstBad = (form) =>
  [...form.querySelectorAll("input")].filter((one) => one.type !== "hidden" && !checkField(one, true))[0]

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target.closest("a, button") : null
  if (!target) return
  if (target.matches("[data-close]")) close()
  else if (target.matches("[data-finish]")) {
    event.preventDefault()
    finish()
  } else if (target instanceof HTMLAnchorElement && target.matches("[data-popup]")) {
    event.preventDefault()
    openConsent(target.href)
  } else if (target.matches("[data-reveal]")) reveal(target)
})

/** @param {Element} button */
function reveal(button) {
  const input = document.getElementById(button.getAttribute("aria-controls") ?? "")
  if (!(input instanceof HTMLInputElement) || !(button instanceof HTMLElement)) return
  const isShown = input.type === "password"
  input.type = isShown ? "text" : "password"
  button.setAttribute("aria-pressed", String(isShown))
  button.textContent = (isShown ? button.dataset.hide : button.dataset.show) ?? ""
}

/** To the consent page with what was typed: not as a form, which may not lead to another site. @param {HTMLFormElement} form */
function goConsent(form) {
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === "string") query.append(name, value.trim())
  const href = `${form.dataset.consent}?${query}`
  if (page().dataset.mode === "iframe") openConsent(href)
  else location.assign(href)
}

document.addEventListener("submit", (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement)) return
  if (form.matches("[data-fields]")) {
    const bad = firstBad(form)
    if (bad || form.dataset.consent) event.preventDefault()
    if (bad) return bad.focus()
    if (form.dataset.consent) return goConsent(form)
  }
  const button = form.querySelector("button[type=submit]")
  if (!(button instanceof HTMLButtonElement)) return
  if (form.dataset.busy) button.textContent = form.dataset.busy
  // Not before the form is on its way.
  setTimeout(() => {
    button.disabled = true
  })
})

// While typing, not on leaving: a text that goes away under the pointer makes a click miss its button.
document.addEventListener("input", (event) => {
  const input = event.target
  if (input instanceof HTMLInputElement && input.form?.matches("[data-fields]")) checkField(input, false)
})

let shown = page().innerHTML
enliven()
setInterval(() => {
  if (page().dataset.live) void follow()
}, LIVE_MS)
