// Search, copy buttons and the menu of a phone. Pages are read without it.
import { hitsOf, sectionOf, wordsIn } from "./search.js"

const root = new URL(document.documentElement.dataset.docs, location.href).href
const input = document.querySelector("#q")
const found = document.querySelector("#found")
let sections

async function load() {
  const answer = await fetch(`${root}/search.json`)
  sections ??= (await answer.json()).map(sectionOf)
}

function excerpt(text, words) {
  const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 40)
  return `${at > 0 ? "…" : ""}${text.slice(at, at + 150)}${text.length > at + 150 ? "…" : ""}`
}

function node(tag, text, className) {
  const made = document.createElement(tag)
  made.textContent = text
  if (className) made.className = className
  return made
}

async function search() {
  const words = wordsIn(input.value)
  if (words.length === 0) return close()
  if (!sections) await load()
  const hits = hitsOf(sections, words)
  found.replaceChildren(
    ...hits.map(({ section }) => {
      const link = node("a", "")
      link.href = (section.page === "" ? root : `${root}/${section.page}`) + (section.id ? `#${section.id}` : "")
      const where = section.heading === section.title ? section.title : `${section.title} › ${section.heading}`
      link.append(node("strong", where), node("span", excerpt(section.text, words)))
      return link
    }),
  )
  if (hits.length === 0) found.append(node("p", `Nothing is found for "${input.value}".`))
  found.hidden = false
}

function close() {
  found.hidden = true
}

input.addEventListener("input", () => void search())
input.addEventListener("focus", () => void search())
document.addEventListener("click", (event) => {
  if (!event.target.closest(".search")) close()
})
document.addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
    event.preventDefault()
    input.focus()
  }
  if (event.key === "Escape") {
    close()
    if (document.activeElement === input) input.blur()
  }
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest?.(".search") && !found.hidden) {
    event.preventDefault()
    const links = [...found.querySelectorAll("a")]
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)
    const goal = next < 0 ? input : links[Math.min(next, links.length - 1)]
    goal?.focus()
  }
  if (event.key === "Enter" && document.activeElement === input) found.querySelector("a")?.click()
})

for (const button of document.querySelectorAll(".copy")) button.addEventListener("click", () => void copy(button))

async function copy(button) {
  const text = button.closest(".code").querySelector("code").textContent
  try {
    await navigator.clipboard.writeText(text)
    button.textContent = "Copied"
  } catch {
    // Without https a page may not write to the clipboard: the text is selected, so that Ctrl+C copies it.
    getSelection().selectAllChildren(button.closest(".code").querySelector("code"))
    button.textContent = "Selected"
  }
  setTimeout(() => {
    button.textContent = "Copy"
  }, 2000)
}

const menu = document.querySelector(".menu")
menu.addEventListener("click", () => {
  const isOpen = document.body.classList.toggle("open")
  menu.setAttribute("aria-expanded", String(isOpen))
})

document.querySelector(".sidebar [aria-current]")?.scrollIntoView({ block: "center" })

// What is being read is marked in the list of the page's parts.
const parts = new Map(
  [...document.querySelectorAll(".toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
)
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) {
        for (const link of parts.values()) link.classList.remove("here")
        parts.get(target.id)?.classList.add("here")
      }
  },
  { rootMargin: "-70px 0px -70% 0px" },
)
for (const id of parts.keys()) {
  const heading = document.getElementById(id)
  if (heading) watcher.observe(heading)
}
