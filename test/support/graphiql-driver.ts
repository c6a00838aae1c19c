// Uses GraphiQL in a browser as a person does: pastes into its editors, presses its buttons, reads what it shows.

import type { Browser, BrowserContext, Page } from 'playwright-core'
import { until } from './until.ts'

const EDITORS = { query: '.graphiql-query-editor', headers: '.graphiql-editor-tool .graphiql-editor:visible' }

/** Milliseconds: pauses, so that copying leaves the page time to draw. */
const COPYING = { every: 50 }

export type GraphiqlDriver = {
  /** A tab is named by its place, from 0. */
  showTab(index: number): Promise<void>
  addTab(): Promise<void>
  closeTab(index: number): Promise<void>
  /** Replaces the text of an editor of the tab that is shown. */
  paste(editor: keyof typeof EDITORS, text: string): Promise<void>
  /** Presses the button that runs the operation, or stops it. */
  run(): Promise<void>
  isRunning(): Promise<boolean>
  /** The answer that is shown; undefined while none is. */
  answer(): Promise<unknown>
  /** Resolves with the answer that is shown when `isExpected` holds. */
  answerWhen(isExpected: (answer: unknown) => boolean): Promise<unknown>
  /** What it asked of other hosts, what was blocked, and what its scripts threw. */
  readonly breaches: readonly string[]
  close(): Promise<void>
}

/** Opens GraphiQL, in a window that is high enough for whole answers. */
export async function openGraphiql(browser: Browser, url: string): Promise<GraphiqlDriver> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 1800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  const breaches = watch(page, url)
  await page.goto(`${url}/graphql`)
  // At the first visit after an installation the server bundles the page, and the browser reads megabytes of scripts.
  await page.locator(`${EDITORS.query} .view-lines`).waitFor({ timeout: 90_000 })
  return drive(context, page, breaches)
}

function drive(context: BrowserContext, page: Page, breaches: readonly string[]): GraphiqlDriver {
  /** Copies all of it, because lines that do not fit are shown broken. */
  const answer = async () => {
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await page.locator('.result-window .view-lines').click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('ControlOrMeta+C')
    const text = await page.evaluate(() => navigator.clipboard.readText())
    try {
      return JSON.parse(text) as unknown
    } catch {
      return undefined
    }
  }
  const showTab = (index: number) => page.locator('.graphiql-tab-button').nth(index).click()
  return {
    showTab,
    addTab: () => page.getByLabel('New tab').click(),
    async closeTab(index) {
      await page.locator('.graphiql-tab').nth(index).getByLabel('Close Tab').click()
    },
    async paste(editor, text) {
      if (editor === 'headers') await page.getByRole('button', { name: 'Headers', exact: true }).click()
      await page.evaluate(copied => navigator.clipboard.writeText(copied), text)
      await page.locator(EDITORS[editor]).locator('.view-lines').first().click()
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.press('ControlOrMeta+V')
      // GraphiQL notes a moment later what stands in a tab; a person is not as fast as that.
      await page.waitForFunction(
        ([kind, expected]) => {
          const { tabs, activeTabIndex } = JSON.parse(
            localStorage.getItem('graphiql:tabState') ?? '{"tabs":[]}',
          )
          return tabs[activeTabIndex]?.[kind!] === expected
        },
        [editor, text],
      )
    },
    run: () => page.locator('.graphiql-execute-button').click(),
    isRunning: async () =>
      ((await page.locator('.graphiql-execute-button').getAttribute('aria-label')) ?? '').startsWith('Stop'),
    answer,
    async answerWhen(isExpected) {
      let shown: unknown
      await until(async () => {
        shown = await answer()
        return shown !== undefined && isExpected(shown) ? null : `it shows ${JSON.stringify(shown)}`
      }, COPYING)
      return shown
    },
    breaches,
    close: () => context.close(),
  }
}

function watch(page: Page, url: string): string[] {
  const breaches: string[] = []
  page.on('request', request => {
    const from = new URL(request.url())
    if (/^https?:$/.test(from.protocol) && from.origin !== url) breaches.push(`request: ${request.url()}`)
  })
  page.on('pageerror', error => breaches.push(`error: ${error.message}`))
  page.on('console', message => {
    if (message.text().includes('Content Security Policy')) breaches.push(`blocked: ${message.text()}`)
  })
  return breaches
}
