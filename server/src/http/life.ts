/** Of a request: it is over when its answer is for nobody any more. It ends once. */
export class Life {
  #controller: AbortController | undefined
  #reason: Error | undefined

  get isOver(): boolean {
    return this.#reason !== undefined
  }

  /** Aborted at the end, with its reason. It costs more than all the rest here, so it is made for whoever asks for it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#reason) this.#controller.abort(this.#reason)
    return this.#controller.signal
  }

  end(reason: Error): void {
    this.#reason ??= reason
    this.#controller?.abort(this.#reason)
  }
}
