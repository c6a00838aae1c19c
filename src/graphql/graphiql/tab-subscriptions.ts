// Keeps the subscriptions of GraphiQL's tabs running while another tab is shown. GraphiQL itself stops them.

export type Observer<Result> = {
  next(result: Result): void
  error(error: unknown): void
  complete(): void
}

export type Observable<Result> = {
  subscribe(observer: Observer<Result>): { unsubscribe(): void }
}

/** Starts a subscription and returns what stops it. */
export type Start<Result> = (observer: Observer<Result>) => () => void

type TabList = { readonly tabs: readonly { readonly id: string }[]; readonly activeTabIndex: number }

type RunningTab<Result> = {
  readonly tabId: string | null
  /** Null while another tab is shown. */
  observer: Observer<Result> | null
  newest: { readonly result: Result } | null
  /** How it ended while another tab was shown. */
  end: ((observer: Observer<Result>) => void) | null
  stop(): void
}

export class TabSubscriptions<Result> {
  #activeId: string | null = null
  readonly #running = new Map<string | null, RunningTab<Result>>()

  /** Takes what GraphiQL reports about its tabs. Stops the subscriptions of closed tabs. */
  update({ tabs, activeTabIndex }: TabList): void {
    this.#activeId = tabs[activeTabIndex]?.id ?? null
    for (const running of this.#running.values())
      if (!tabs.some(({ id }) => id === running.tabId)) this.#stop(running)
  }

  /** The subscription that goes on in the tab that is shown now, if nothing observes it yet. */
  resumed(): Observable<Result> | null {
    const running = this.#running.get(this.#activeId)
    return running?.observer === null ? { subscribe: observer => this.#observe(running, observer) } : null
  }

  /** A new subscription of the tab that is shown now. */
  create(start: Start<Result>): Observable<Result> {
    return { subscribe: observer => this.#observe(this.#start(start), observer) }
  }

  #start(start: Start<Result>): RunningTab<Result> {
    const before = this.#running.get(this.#activeId)
    if (before) this.#stop(before)
    const running: RunningTab<Result> = {
      tabId: this.#activeId,
      observer: null,
      newest: null,
      end: null,
      stop: () => {},
    }
    this.#running.set(running.tabId, running)
    running.stop = start({
      next: result => {
        running.newest = { result }
        running.observer?.next(result)
      },
      error: error => this.#end(running, observer => observer.error(error)),
      complete: () => this.#end(running, observer => observer.complete()),
    })
    return running
  }

  #end(running: RunningTab<Result>, end: (observer: Observer<Result>) => void): void {
    if (this.#running.get(running.tabId) !== running) return
    if (running.observer === null) {
      running.end = end
      return
    }
    this.#running.delete(running.tabId)
    end(running.observer)
  }

  #observe(running: RunningTab<Result>, observer: Observer<Result>): { unsubscribe(): void } {
    running.observer = observer
    if (running.newest) observer.next(running.newest.result)
    const { end } = running
    // GraphiQL takes note of the subscription after this call, and of its end only from then on.
    if (end) queueMicrotask(() => this.#end(running, end))
    return { unsubscribe: () => this.#unobserve(running) }
  }

  #unobserve(running: RunningTab<Result>): void {
    running.observer = null
    // GraphiQL unsubscribes before it reports that another tab is shown. Without such a report the reader stopped it.
    queueMicrotask(() => {
      if (running.observer === null && running.tabId === this.#activeId) this.#stop(running)
    })
  }

  #stop(running: RunningTab<Result>): void {
    if (this.#running.get(running.tabId) === running) this.#running.delete(running.tabId)
    running.stop()
  }
}
