// The bus of one process.

import type { Bus } from '../../src/bus/bus.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { busContract } from '../contract/bus.ts'

busContract('one process', async () => {
  let errors = 0
  let bus: Bus
  const create = () =>
    createMemoryBus({
      onError: () => {
        errors += 1
      },
    })
  bus = create()
  return {
    open: async () => bus,
    errors: () => errors,
    remove: () => bus.close(),
  }
})
