import { useCallback, useEffect, useRef, useState } from "react"
import { authenticate, type LinkOptions, type LinkResult } from "./index.js"

export type RollcallLink = {
  /** Opens the link page; call it from within a click. An open one is taken away first. */
  open(linkToken: string): Promise<LinkResult>
  isOpen: boolean
  /** Of the last visit; undefined before the first one. */
  result: LinkResult | undefined
}

/** The link page for a component; it is taken away when the component goes. */
export function useRollcallLink(options: Omit<LinkOptions, "signal">): RollcallLink {
  const [state, setState] = useState<{ isOpen: boolean; result: LinkResult | undefined }>({
    isOpen: false,
    result: undefined,
  })
  const latest = useRef(options)
  const running = useRef<AbortController | undefined>(undefined)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => () => running.current?.abort(), [])
  const open = useCallback(async (linkToken: string) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setState((before) => ({ ...before, isOpen: true }))
    try {
      const result = await authenticate(linkToken, { ...latest.current, signal: controller.signal })
      if (running.current === controller) setState({ isOpen: false, result })
      return result
    } catch (error) {
      if (running.current === controller) setState((before) => ({ ...before, isOpen: false }))
      throw error
    }
  }, [])
  return { open, ...state }
}
