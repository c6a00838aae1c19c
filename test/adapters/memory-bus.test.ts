// The bus of one process.

import { createMemoryBus } from '../../src/bus/memory.ts'
import { systemTime } from '../../src/support/time.ts'
import { busContract } from '../contract/bus.ts'

busContract('one process', async () => {
  let errors = 0
  const bus = createMemoryBus({
    time: systemTime,
    onError() {
      errors += 1
    },
  })
  return { open: async () => bus, errors: () => errors, remove: () => bus.close() }
})
