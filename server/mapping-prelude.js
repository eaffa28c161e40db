// The inside of a sandbox: one expression, compiled once and run row by row. It runs inside QuickJS after JSONata and
// mapping-functions.js. Everything goes in and out as text.
globalThis.sandbox = (() => {
  /** Deeper ones are refused before anybody walks through them. */
  const MOST_LEVELS = 150
  /** Of what is made of one row. */
  const MOST_CHARS = 256 * 1024
  const { jsonata, mappingFunctions } = globalThis
  let expression

  const failureOf = (error) => ({
    code: String(error?.code ?? error?.name ?? ""),
    message: String(error?.message ?? error).slice(0, 300),
    ...(typeof error?.position === "number" ? { position: error.position } : {}),
    ...(typeof error?.token === "string" ? { token: error.token.slice(0, 100) } : {}),
  })
  const assertShallow = (node, level) => {
    if (level > MOST_LEVELS) throw { code: "too_deep", message: "the expression nests too deeply" }
    if (typeof node === "object" && node !== null) for (const one of Object.values(node)) assertShallow(one, level + 1)
  }
  const tell = (answer) => {
    globalThis.answer = JSON.stringify(answer)
  }
  const failed = (code, message) => ({ kind: "failed", error: { code, message } })
  const tellValue = (value) => {
    const text = value === undefined ? undefined : JSON.stringify(value)
    if (text === undefined) return tell({ kind: "nothing" })
    if (text.length > MOST_CHARS) return tell(failed("too_long", "what it makes is too long"))
    // An infinite number is written like that, and null means something.
    if (text === "null" && value !== null) return tell(failed("no_number", "what it makes is no number"))
    globalThis.answer = `{"kind":"made","value":${text}}`
  }

  return {
    compile(source) {
      try {
        expression = jsonata(source)
        for (const [name, run] of Object.entries(mappingFunctions)) expression.registerFunction(name, run)
        const tree = expression.ast()
        assertShallow(tree, 0)
        return JSON.stringify({ tree, functions: Object.keys(mappingFunctions) })
      } catch (error) {
        return JSON.stringify({ error: failureOf(error) })
      }
    },
    run(text) {
      globalThis.answer = undefined
      const input = JSON.parse(text)
      // As Truto calls the row.
      input.response = input.remote
      // With bindings of its own, so that what one row binds no other row sees.
      expression
        .evaluate(input, {})
        .then(tellValue)
        .catch((error) => tell({ kind: "failed", error: failureOf(error) }))
    },
  }
})()
