// The bus of one process.

import { createMemoryBus } from '../../src/bus/memory.ts'
import { busContract } from '../contract/bus.ts'

busContract('one process', async () => {
  let errors = 0
  const bus = createMemoryBus({
    onError() {
      errors += 1
    },
  })
  return { open: async () => bus, errors: () => errors, remove: () => bus.close() }
})
