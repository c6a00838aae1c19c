// A plugin handle that passes on every event of its plugin: janode's own plugins drop the events that they do not know.

import type { Reply } from 'janode'
import Handle from 'janode/handle'

/** What a plugin sends: as a reply, or by itself. */
export type PluginMessage = {
  readonly data: Record<string, unknown>
  readonly jsep?: { readonly sdp: string }
}

/** The event under which a handle emits messages that are no replies. */
export const PLUGIN_EVENT = 'plugin-event'

export class PluginHandle extends Handle {
  override handleMessage(message: Reply): true {
    const { transaction } = message
    if (transaction && this.ownsTransaction(transaction))
      this.closeTransactionWithSuccess(transaction, message)
    else
      this.emit(PLUGIN_EVENT, {
        data: message.plugindata?.data ?? {},
        jsep: message.jsep,
      } satisfies PluginMessage)
    return true
  }
}
